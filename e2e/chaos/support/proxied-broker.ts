import { onTestFinished } from 'vitest';
import { freePorts } from '../../../tools/servers/free-ports.js';
import { startKafkaBroker, type KafkaBroker } from '../../../tools/servers/kafka-broker.js';
import { startFaultProxy, type FaultProxy } from '../../support/fault-proxy.js';

/** A broker of the test's own, with a way to it that can be disturbed. */
export interface ProxiedBroker {
  readonly broker: KafkaBroker;
  /** For producers and questions: never disturbed. */
  readonly direct: string;
  /**
   * For the runner. The broker advertises the proxy to clients that come this way, so that every
   * connection passes through it.
   */
  readonly proxied: string;
  readonly proxy: FaultProxy;
}

/** Starts both; they end with the test. */
export async function startProxiedBroker(): Promise<ProxiedBroker> {
  const [direct = 0, behind = 0, controller = 0] = await freePorts(3);
  const proxy = await startFaultProxy(behind);
  onTestFinished(() => proxy.close());
  const broker = await startKafkaBroker({
    port: direct,
    security: false,
    properties: {
      listeners: `PLAINTEXT://127.0.0.1:${direct},PROXIED://127.0.0.1:${behind},CONTROLLER://127.0.0.1:${controller}`,
      'advertised.listeners': `PLAINTEXT://127.0.0.1:${direct},PROXIED://127.0.0.1:${proxy.port}`,
      'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,PROXIED:PLAINTEXT',
      'controller.quorum.voters': `1@127.0.0.1:${controller}`,
    },
  });
  onTestFinished(() => broker.stop());
  return { broker, direct: broker.bootstrapServers, proxied: `127.0.0.1:${proxy.port}`, proxy };
}
