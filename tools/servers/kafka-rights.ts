import { connect } from 'node:net';

/** Permits a user an operation on a topic or a group of a broker with an authorizer. */
export interface Right {
  /** `alice`, as he logs in. */
  readonly user: string;
  readonly operation: keyof typeof operations;
  readonly on: { readonly topic: string } | { readonly group: string };
}

// Numbers of the protocol.
const CREATE_ACLS = 30;
const TOPIC = 2;
const GROUP = 3;
const LITERAL = 3;
const ALLOW = 3;
const operations = { READ: 3, DESCRIBE: 8 } as const;

/**
 * Grants permissions in Kafka's own protocol: the client has no call for it, and Kafka's tool takes
 * three seconds to start. Uses the PLAINTEXT listener of 127.0.0.1, whose user must be a super user
 * of the broker.
 */
export function giveRights(port: number, rights: readonly Right[]): Promise<void> {
  const request = createAclsRequest(rights);
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: 30_000 });
    let received = Buffer.alloc(0);
    const finish = (error?: Error): void => {
      socket.destroy();
      if (error) reject(error);
      else resolve();
    };
    socket.once('connect', () => socket.write(request));
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      if (received.length < 4 || received.length < 4 + received.readInt32BE(0)) return;
      const refused = firstError(received, rights.length);
      finish(refused === 0 ? undefined : new Error(`The broker did not grant the permissions: error ${refused}.`));
    });
    socket.once('timeout', () => finish(new Error('The broker did not answer the request for permissions.')));
    socket.once('error', finish);
    socket.once('close', () =>
      finish(new Error('The broker closed the connection during the request for permissions.')),
    );
  });
}

/** Version 1, correlation id 1, no client id. */
function createAclsRequest(rights: readonly Right[]): Buffer {
  const header = Buffer.alloc(10);
  header.writeInt16BE(CREATE_ACLS, 0);
  header.writeInt16BE(1, 2);
  header.writeInt32BE(1, 4);
  header.writeInt16BE(-1, 8);
  const body = rights.flatMap(({ user, operation, on }) => [
    Buffer.from(['topic' in on ? TOPIC : GROUP]),
    text('topic' in on ? on.topic : on.group),
    Buffer.from([LITERAL]),
    text(`User:${user}`),
    text('*'),
    Buffer.from([operations[operation], ALLOW]),
  ]);
  const content = Buffer.concat([header, int32(rights.length), ...body]);
  return Buffer.concat([int32(content.length), content]);
}

/**
 * Length, correlation id, throttle time, number of results: 32 bits each; then for each an error
 * and its text.
 */
function firstError(answer: Buffer, count: number): number {
  let at = 16;
  for (let i = 0; i < count; i++) {
    const error = answer.readInt16BE(at);
    if (error !== 0) return error;
    at += 4 + Math.max(0, answer.readInt16BE(at + 2));
  }
  return 0;
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(2);
  length.writeInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}
