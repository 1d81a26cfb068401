import type { Readable } from 'node:stream';

/**
 * What a stream holds, up to `most` bytes and a little more, which tells that there are more. The stream is closed then:
 * it may have no end.
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
