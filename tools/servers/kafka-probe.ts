import { connect } from 'node:net';

/**
 * Asks a broker on 127.0.0.1 for its cluster's metadata, in Kafka's own protocol. A broker that
 * lists itself in the answer serves clients. An open port proves less: Kafka opens it seconds
 * earlier.
 */
export function answersMetadata(port: number, timeoutMs = 1_000): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: timeoutMs });
    let received = Buffer.alloc(0);
    const finish = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => socket.write(metadataRequest));
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      // Length, correlation id, number of brokers: 32 bits each.
      if (received.length >= 12) finish(received.readInt32BE(8) >= 1);
    });
    socket.once('timeout', () => finish(false));
    socket.once('error', () => finish(false));
    socket.once('close', () => finish(false));
  });
}

/**
 * Metadata (api 3), version 1, correlation id 1, no client id, an empty list of topics: only the
 * brokers.
 */
const metadataRequest = ((): Buffer => {
  const request = Buffer.alloc(18);
  request.writeInt32BE(14, 0);
  request.writeInt16BE(3, 4);
  request.writeInt16BE(1, 6);
  request.writeInt32BE(1, 8);
  request.writeInt16BE(-1, 12);
  request.writeInt32BE(0, 14);
  return request;
})();
