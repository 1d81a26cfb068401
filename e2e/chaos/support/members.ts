import { expect, onTestFailed, onTestFinished } from 'vitest';
import { start, type RunningCommand } from '../../support/kafka-ingest.js';
import { projectFolder } from '../../support/project.js';

/** A process of a consumer group that can be killed and started again. */
export class Member {
  private running: RunningCommand | undefined;
  private earlier = '';
  private readonly folder: string;
  private readonly clickhouseUrl: string;

  constructor(folder: string, clickhouseUrl: string) {
    this.folder = folder;
    this.clickhouseUrl = clickhouseUrl;
  }

  get command(): RunningCommand {
    if (!this.running) throw new Error('This member does not run.');
    return this.running;
  }

  /** What all processes of this member have written. */
  get log(): string {
    return this.earlier + (this.running?.log ?? '');
  }

  start(): RunningCommand {
    this.earlier = this.log;
    return (this.running = start(['run', this.folder], { env: { CLICKHOUSE_URL: this.clickhouseUrl } }));
  }

  async kill(): Promise<void> {
    this.command.kill('SIGKILL');
    await this.command.exit;
  }

  /** Ends it as an operator would. */
  async stop(): Promise<void> {
    this.command.kill('SIGTERM');
    expect(await this.command.exit, this.log.slice(-4_000)).toBe(0);
  }
}

/** A member on a project folder, not started. Its log is printed when the test fails. */
export function memberOf(folder: string, clickhouseUrl: string): Member {
  const member = new Member(folder, clickhouseUrl);
  onTestFailed(() => {
    process.stderr.write(`\nThe end of the log of ${folder}:\n${member.log.slice(-6_000)}\n`);
  });
  return member;
}

/**
 * Members of one group, each with a project folder of its own, as on machines of their own. None is
 * started.
 */
export async function members(
  count: number,
  files: Readonly<Record<string, string>>,
  clickhouseUrl: string,
): Promise<readonly Member[]> {
  const all: Member[] = [];
  for (let i = 0; i < count; i++) {
    const project = await projectFolder(files);
    onTestFinished(() => project.remove());
    all.push(memberOf(project.path, clickhouseUrl));
  }
  return all;
}

/** Creates the tables of the project, so that a view can be put on them before rows arrive. */
export async function deploy(files: Readonly<Record<string, string>>, clickhouseUrl: string): Promise<void> {
  const project = await projectFolder(files);
  onTestFinished(() => project.remove());
  const command = start(['deploy', project.path], { env: { CLICKHOUSE_URL: clickhouseUrl } });
  expect(await command.exit, command.log).toBe(0);
}
