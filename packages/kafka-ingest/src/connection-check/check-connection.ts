import type { CompiledConnection } from '../compile/compile-project.js';
import { clientErrors, type ClientError } from '../kafka/client/client-error.js';
import { explainFailure, problemFrom } from '../kafka/problems/connection-failure.js';
import type { Clock } from '../ports.js';
import type { Problem } from '../problem.js';
import { systemClock } from '../system-clock.js';
import { step, stepOf, type CheckKind, type CheckStep, type CheckTime } from './check-step.js';
import { describeTopic } from './describe-topic.js';
import { foreignMembers } from './foreign-members.js';
import { groupLag, type TopicLag } from './group-lag.js';
import { logIn } from './log-in.js';
import { lookAtRegistry } from './look-at-registry.js';
import { reachServer, tlsOf } from './reach-server.js';

/** Limits of a check. */
export interface CheckConnectionOptions {
  /** For each step. In ms. @default 10_000 */
  readonly timeoutMs?: number;
  /** @default the system clock */
  readonly clock?: Clock;
}

/**
 * Checks a connection step by step, and yields each step as soon as it is done: resolve every
 * server, connect, TLS, login, list the brokers, check the topics and groups that data sources use,
 * and check the schema registry. Steps that depend on a failed one are left out. Reads no message,
 * joins no group, changes nothing.
 *
 * @example
 * const text = 'TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS 127.0.0.1:1\nKAFKA_SECURITY_PROTOCOL PLAINTEXT';
 * const { project } = parseProject([{ path: 'shop.connection', text }]);
 * const { connections } = compileProject(project, { lookupSecret: () => undefined });
 * const steps: string[] = [];
 * for (const connection of connections) {
 *   for await (const { kind, ok, problem } of checkConnection(connection)) steps.push(`${kind} ${problem?.code ?? ok}`);
 * }
 * steps; // => ['resolve true', 'connect kafka/refused']
 */
export async function* checkConnection(
  connection: CompiledConnection,
  { timeoutMs = 10_000, clock = systemClock }: CheckConnectionOptions = {},
): AsyncGenerator<CheckStep, void> {
  const time = { timeoutMs, clock };
  yield* checkKafka(connection, time);
  const url = connection.schemaRegistryUrl?.();
  if (url === undefined) return;
  yield await lookAtRegistry(connection.name, url, time);
}

async function* checkKafka(connection: CompiledConnection, time: CheckTime): AsyncGenerator<CheckStep, void> {
  const { clock } = time;
  const { 'bootstrap.servers': list, 'security.protocol': protocol } = connection.client.reveal();
  const servers = list.split(',');
  const reached: string[] = [];
  for (const server of servers) if (yield* reachServer(server, connection, time)) reached.push(server);
  if (reached.length === 0) return;

  const outer = protocol.endsWith('ssl') ? await tlsSteps(reached, connection, time) : [];
  const begun = clock.now();
  const { cluster, problem } = await logIn(connection, time.timeoutMs);
  const elapsedMs = clock.now() - begun;
  const usesSasl = protocol.startsWith('sasl');
  const failedAt = problem && failingStep(problem, outer, usesSasl);
  for (const one of outer) {
    if (failedAt !== 'tls') yield stepOf('tls', one.server, one.elapsedMs, { detail: one.found ?? 'not checked' });
  }
  if (failedAt) yield stepOf(failedAt, reached.join(', '), elapsedMs, { problem });
  if (!cluster) return;
  if (usesSasl) yield stepOf('login', reached.join(', '), elapsedMs, { detail: loginOf(connection) });
  const detail = `${count(cluster.brokers.length, 'broker')}, ${count(cluster.topics, 'topic')}`;
  yield stepOf('brokers', cluster.brokers.join(', '), usesSasl ? 0 : elapsedMs, { detail });
  // The first servers send clients on to these.
  for (const broker of cluster.brokers) {
    if (!servers.includes(broker)) yield* reachServer(broker, connection, time);
  }
  yield* checkReads(connection, time);
}

interface Outer {
  readonly server: string;
  readonly found: string | undefined;
  readonly elapsedMs: number;
}

const tlsSteps = (
  servers: readonly string[],
  connection: CompiledConnection,
  { timeoutMs, clock }: CheckTime,
): Promise<Outer[]> =>
  Promise.all(
    servers.map(async (server) => {
      const begun = clock.now();
      const found = await tlsOf(server, connection, timeoutMs);
      return { server, found, elapsedMs: clock.now() - begun };
    }),
  );

const OF_TLS = /^kafka\/(?:certificate|host-name|unknown-authority|client-certificate|tls)/;

/** The client does everything at once; its error shows how far it came. */
function failingStep({ code }: Problem, outer: readonly Outer[], usesSasl: boolean): CheckKind {
  if (OF_TLS.test(code) || (outer.length > 0 && outer.every((one) => one.found === undefined))) return 'tls';
  return usesSasl ? 'login' : 'brokers';
}

function loginOf({ client, user }: CompiledConnection): string {
  const mechanism = client.reveal()['sasl.mechanisms'] ?? '';
  return user === undefined ? mechanism : `${mechanism} as ${user}`;
}

async function* checkReads(connection: CompiledConnection, time: CheckTime): AsyncGenerator<CheckStep, void> {
  const { timeoutMs } = time;
  const { reads, client } = connection;
  const failed = (error: ClientError, where: { readonly topic?: string; readonly group?: string }) => ({
    problem: problemFrom(explainFailure([error], connection, where)),
  });
  const partitions = new Map<string, number>();
  for (const topic of new Set(reads.map((one) => one.topic))) {
    yield await step('topic', topic, time, async () => {
      const facts = await describeTopic(client, topic, timeoutMs);
      if (facts.error) return failed(facts.error, { topic });
      if (facts.readable === false) return failed({ code: clientErrors.topicAuthorization }, { topic });
      partitions.set(topic, facts.partitions);
      return { detail: count(facts.partitions, 'partition') };
    });
  }
  for (const group of new Set(reads.map((one) => one.groupId))) {
    yield await step('group', group, time, async () => {
      const own = reads.filter((one) => one.groupId === group).map((one) => one.topic);
      try {
        // A missing topic counts as one partition: whether the group may be used is worth knowing
        // all the same.
        const topics = new Map(own.map((topic) => [topic, partitions.get(topic) ?? 1]));
        const lags = await groupLag(connection, group, topics, time);
        const problem = await foreignMembers(connection, group, timeoutMs);
        if (problem) return { problem };
        return { detail: lags.length === 0 ? 'may be used' : lags.map(lagText).join(', ') };
      } catch (error) {
        return failed(error as ClientError, { group });
      }
    });
  }
}

function lagText({ topic, lag, partitions, uncommitted }: TopicLag): string {
  if (uncommitted === partitions) return `nothing committed in ${topic} yet`;
  const others =
    uncommitted === 0 ? '' : `, and nothing committed yet in ${uncommitted} of its ${partitions} partitions`;
  return `lag ${lag} in ${topic}${others}`;
}

const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;
