import type { Readable } from 'node:stream';

/**
 * Reads a stream up to `most` bytes; a result that is a little longer shows that there was more.
 * The stream is closed then, because it may never end.
 */
export async function readAtMost(stream: Readable, most: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk as Uint8Array);
    chunks.push(bytes);
    length += bytes.length;
    if (length > most) break;
  }
  return Buffer.concat(chunks);
}
