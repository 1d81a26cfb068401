import { once } from 'node:events';
import { connect } from 'node:net';

/**
 * The broker's own bytes of partition 0 of a topic, from an offset on: the answer to one Fetch
 * request (version 4) of Kafka's protocol. The client reports less: it does not distinguish empty
 * headers from null ones.
 */
export async function rawFetch(bootstrapServer: string, topic: string, offset: number): Promise<Buffer> {
  const [host = '', port = ''] = bootstrapServer.split(':');
  const socket = connect(Number(port), host);
  try {
    await once(socket, 'connect');
    socket.write(fetchRequest(topic, offset));
    let answer = Buffer.alloc(0);
    for await (const chunk of socket as AsyncIterable<Buffer>) {
      answer = Buffer.concat([answer, chunk]);
      if (answer.length >= 4 && answer.length >= 4 + answer.readInt32BE(0)) break;
    }
    return answer;
  } finally {
    socket.destroy();
  }
}

function fetchRequest(topic: string, offset: number): Buffer {
  const [apiKey, apiVersion, correlation, clientId] = [int16(1), int16(4), int32(1), text('test')];
  const [replica, maxWaitMs, minBytes, maxBytes, isolation] = [int32(-1), int32(5_000), int32(1), int32(1 << 20), int8(0)]; // prettier-ignore
  const partitions = [int32(1), int32(0), int64(offset), int32(1 << 20)];
  const head = [apiKey, apiVersion, correlation, clientId, replica, maxWaitMs, minBytes, maxBytes, isolation];
  const body = Buffer.concat([...head, int32(1), text(topic), ...partitions]);
  return Buffer.concat([int32(body.length), body]);
}

const made = (size: number, write: (buffer: Buffer) => unknown): Buffer => {
  const buffer = Buffer.alloc(size);
  write(buffer);
  return buffer;
};
const int8 = (n: number): Buffer => made(1, (one) => one.writeInt8(n));
const int16 = (n: number): Buffer => made(2, (one) => one.writeInt16BE(n));
const int32 = (n: number): Buffer => made(4, (one) => one.writeInt32BE(n));
const int64 = (n: number): Buffer => made(8, (one) => one.writeBigInt64BE(BigInt(n)));
const text = (value: string): Buffer => Buffer.concat([int16(value.length), Buffer.from(value)]);
