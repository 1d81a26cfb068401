import { Consumer } from '../../src/consumer/consumer.js';
import { EventHub, type IngestEvents } from '../../src/events.js';
import type { DeliveryPolicy } from '../../src/delivery/policy.js';
import type { Pipeline } from '../../src/pipeline.js';
import type { RowSink } from '../../src/ports.js';
import type { SimProcess } from './sim-process.js';
import type { SimSource } from './sim-source.js';

const told = ['assigned', 'revoked', 'batch-landed', 'committed', 'rewound', 'paused', 'resumed', 'error'] as const;

export interface MemberOptions {
  readonly process: SimProcess;
  readonly source: SimSource;
  readonly sink: RowSink;
  readonly pipelines: readonly Pipeline[];
  readonly policy: DeliveryPolicy;
  readonly say: (text: () => string) => void;
}

/** A process that runs the real consumer. */
export class SimMember {
  readonly process: SimProcess;
  readonly source: SimSource;
  readonly consumer: Consumer;
  isStopping = false;

  constructor({ process, source, sink, pipelines, policy, say }: MemberOptions) {
    this.process = process;
    this.source = source;
    const events = new EventHub();
    for (const event of told) {
      events.on(event, (what: IngestEvents[typeof event]) =>
        say(() => `${process.name} says ${event} ${JSON.stringify(what)}`),
      );
    }
    const group = { connection: 'kafka', groupId: 'group', pipelines };
    this.consumer = new Consumer({ group, source, sink, policy, clock: process.clock, events, runId: process.name });
    this.consumer.start();
  }

  get isRunning(): boolean {
    return this.process.state !== 'dead';
  }

  /** Ends it in an orderly way. */
  stop(deadlineMs: number): void {
    if (this.isStopping) return;
    this.isStopping = true;
    void this.consumer.stop(deadlineMs).then(() => this.process.kill());
  }

  /** Ends it as `SIGKILL` does: what it has sent may still arrive. */
  crash(): void {
    this.process.kill();
  }
}
