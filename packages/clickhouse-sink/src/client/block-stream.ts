import { Readable } from 'node:stream';
import type { Block } from '../contract.js';

/** Smaller parts are sent together, to save system calls. */
const GATHER_BELOW = 16_384;
const GATHER_UP_TO = 65_536;

/**
 * The bytes of a block as a stream, from the builder's own buffers: only small neighbours are
 * copied together. The next part is handed over once the last one has been sent.
 */
export function blockStream({ parts }: Pick<Block, 'parts'>): Readable {
  let next = 0;
  return new Readable({
    highWaterMark: 1,
    read() {
      const first = next;
      let bytes = 0;
      while (next < parts.length) {
        const { length } = parts[next] ?? EMPTY;
        if (length >= GATHER_BELOW || bytes + length > GATHER_UP_TO) break;
        bytes += length;
        next++;
      }
      if (bytes > 0) this.push(Buffer.concat(parts.slice(first, next), bytes));
      else if (next < parts.length) this.push(parts[next++]);
      else this.push(null);
    },
  });
}

const EMPTY = new Uint8Array(0);
