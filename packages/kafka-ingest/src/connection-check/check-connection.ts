import type { CompiledConnection } from '../compile/compile-project.js';
import { clientErrors, type ClientError } from '../kafka/client/client-error.js';
import { explainFailure, problemFrom, type ConnectionProblem } from '../kafka/problems/connection-failure.js';
import { step, stepOf, type CheckKind, type CheckStep } from './check-step.js';
import { describeTopic } from './describe-topic.js';
import { groupLag, type TopicLag } from './group-lag.js';
import { logIn } from './log-in.js';
import { lookAtRegistry } from './look-at-registry.js';
import { reachServer, tlsOf } from './reach-server.js';

/** How much patience a check has. */
export interface CheckConnectionOptions {
  /** For each step. In ms. @default 10_000 */
  readonly timeoutMs?: number;
}

/**
 * Tries a connection step by step, and tells each step as soon as it is done: resolve each server, connect, TLS, login, list the
 * brokers, look at the topics and groups that data sources use and at the schema registry. What needs a step that failed is
 * left out. Reads no message, joins no group, changes nothing.
 *
 * @example
 * const text = 'TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS 127.0.0.1:1\nKAFKA_SECURITY_PROTOCOL PLAINTEXT';
 * const { project } = parseProject([{ path: 'shop.connection', text }]);
 * const { connections } = compileProject(project, { lookupSecret: () => undefined });
 * const told: string[] = [];
 * for (const connection of connections) {
 *   for await (const { kind, ok, problem } of checkConnection(connection)) told.push(`${kind} ${problem?.code ?? ok}`);
 * }
 * told; // => ['resolve true', 'connect kafka/refused']
 */
export async function* checkConnection(
  connection: CompiledConnection,
  { timeoutMs = 10_000 }: CheckConnectionOptions = {},
): AsyncGenerator<CheckStep, void> {
  yield* checkKafka(connection, timeoutMs);
  const url = connection.schemaRegistryUrl?.();
  if (url === undefined) return;
  yield await lookAtRegistry(connection.name, url, timeoutMs);
}

async function* checkKafka(connection: CompiledConnection, timeoutMs: number): AsyncGenerator<CheckStep, void> {
  const { 'bootstrap.servers': list, 'security.protocol': protocol } = connection.client.reveal();
  const servers = list.split(',');
  const reached: string[] = [];
  for (const server of servers) if (yield* reachServer(server, connection, timeoutMs)) reached.push(server);
  if (reached.length === 0) return;

  const outer = protocol.endsWith('ssl') ? await tlsSteps(reached, connection, timeoutMs) : [];
  const begun = performance.now();
  const { cluster, problem } = await logIn(connection, timeoutMs);
  const elapsedMs = performance.now() - begun;
  const usesSasl = protocol.startsWith('sasl');
  const failedAt = problem && failingStep(problem, outer, usesSasl);
  for (const one of outer) {
    if (failedAt !== 'tls') yield stepOf('tls', one.server, one.elapsedMs, { detail: one.found ?? 'not looked at' });
  }
  if (failedAt) yield stepOf(failedAt, reached.join(', '), elapsedMs, { problem });
  if (!cluster) return;
  if (usesSasl) yield stepOf('login', reached.join(', '), elapsedMs, { detail: loginOf(connection) });
  const detail = `${count(cluster.brokers.length, 'broker')}, ${count(cluster.topics, 'topic')}`;
  yield stepOf('brokers', cluster.brokers.join(', '), usesSasl ? 0 : elapsedMs, { detail });
  // Whoever reaches the first servers is sent on to these.
  for (const broker of cluster.brokers) {
    if (!servers.includes(broker)) yield* reachServer(broker, connection, timeoutMs);
  }
  yield* checkReads(connection, timeoutMs);
}

interface Outer {
  readonly server: string;
  readonly found: string | undefined;
  readonly elapsedMs: number;
}

const tlsSteps = (servers: readonly string[], connection: CompiledConnection, timeoutMs: number): Promise<Outer[]> =>
  Promise.all(
    servers.map(async (server) => {
      const begun = performance.now();
      const found = await tlsOf(server, connection, timeoutMs);
      return { server, found, elapsedMs: performance.now() - begun };
    }),
  );

const OF_TLS = /^kafka\/(?:certificate|host-name|unknown-authority|client-certificate|tls)/;

/** The client does everything at once; what it says tells how far it came. */
function failingStep({ code }: ConnectionProblem, outer: readonly Outer[], usesSasl: boolean): CheckKind {
  if (OF_TLS.test(code) || (outer.length > 0 && outer.every((one) => one.found === undefined))) return 'tls';
  return usesSasl ? 'login' : 'brokers';
}

function loginOf({ client, user }: CompiledConnection): string {
  const mechanism = client.reveal()['sasl.mechanisms'] ?? '';
  return user === undefined ? mechanism : `${mechanism} as ${user}`;
}

async function* checkReads(connection: CompiledConnection, timeoutMs: number): AsyncGenerator<CheckStep, void> {
  const { reads, client } = connection;
  const failed = (error: ClientError, where: { readonly topic?: string; readonly group?: string }) => ({
    problem: problemFrom(explainFailure([error], connection, where)),
  });
  const partitions = new Map<string, number>();
  for (const topic of new Set(reads.map((one) => one.topic))) {
    yield await step('topic', topic, async () => {
      const facts = await describeTopic(client, topic, timeoutMs);
      if (facts.error) return failed(facts.error, { topic });
      if (facts.readable === false) return failed({ code: clientErrors.topicAuthorization }, { topic });
      partitions.set(topic, facts.partitions);
      return { detail: count(facts.partitions, 'partition') };
    });
  }
  for (const group of new Set(reads.map((one) => one.groupId))) {
    yield await step('group', group, async () => {
      const own = reads.filter((one) => one.groupId === group).map((one) => one.topic);
      try {
        // Of a topic that is not there one partition is asked for all the same: whether the group may be used is to be known.
        const topics = new Map(own.map((topic) => [topic, partitions.get(topic) ?? 1]));
        const lags = await groupLag(connection, group, topics, timeoutMs);
        return { detail: lags.length === 0 ? 'may be used' : lags.map(lagText).join(', ') };
      } catch (error) {
        return failed(error as ClientError, { group });
      }
    });
  }
}

function lagText({ topic, lag, partitions, uncommitted }: TopicLag): string {
  if (uncommitted === partitions) return `nothing committed of ${topic} yet`;
  const others =
    uncommitted === 0 ? '' : `, and nothing committed yet of ${uncommitted} of its ${partitions} partitions`;
  return `lag ${lag} in ${topic}${others}`;
}
const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;
