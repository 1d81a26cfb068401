import { addAbortSignal, type Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

/** More than ClickHouse says about any error. The rest of a longer answer is not read. */
export const MAX_ERROR_BYTES = 64 * 1024;

/** An answer was longer than the caller was ready to read. */
export class AnswerTooLongError extends Error {
  override readonly name = 'AnswerTooLongError';
  readonly maxBytes: number;

  constructor(maxBytes: number) {
    super(`the answer is longer than ${maxBytes} bytes`);
    this.maxBytes = maxBytes;
  }
}

/**
 * The text of an answer. At `maxBytes` it is `cut` there, or rejects with an
 * {@link AnswerTooLongError}; either way the connection is closed, so that an endless answer ends
 * here.
 */
export async function readAnswer(
  stream: Readable,
  {
    maxBytes,
    atLimit,
    signal,
  }: { readonly maxBytes: number; readonly atLimit: 'cut' | 'reject'; readonly signal?: AbortSignal },
): Promise<string> {
  // The HTTP client ignores its signal once the answer has begun, but a dripping answer must end as
  // well.
  if (signal) addAbortSignal(signal, stream);
  const decoder = new StringDecoder('utf8');
  const texts: string[] = [];
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const room = maxBytes - bytes;
    if (chunk.length > room) {
      // Leaving the loop destroys the stream.
      if (atLimit === 'reject') throw new AnswerTooLongError(maxBytes);
      texts.push(decoder.write(chunk.subarray(0, room)), '…');
      return texts.join('');
    }
    bytes += chunk.length;
    texts.push(decoder.write(chunk));
  }
  texts.push(decoder.end());
  return texts.join('');
}
