import { MAX_HEADER_BYTES, MAX_HEADERS, MAX_KEY_BYTES, MOST_MESSAGE_BYTES } from '../../message-limits.js';
import type { Pipeline } from '../../pipeline.js';
import type { ClientMessage } from './client-message.js';
import { cutMessage, headerBytes, type CutMessage, type TopicLimits } from './cut-message.js';
import { PackedSlab } from './packed-slab.js';

/**
 * Whether a pipeline needs headers: its table stores them, or its codec looks for the id of a
 * schema there.
 */
export const needsHeaders = ({ storeHeaders, valueCodec, keyCodec }: Pipeline): boolean =>
  storeHeaders || valueCodec.usesHeaders === true || keyCodec?.usesHeaders === true;

/** The limits that apply to each topic of these pipelines. */
export const limitsByTopic = (pipelines: readonly Pipeline[]): ReadonlyMap<string, TopicLimits> =>
  new Map(
    pipelines.map((one) => [one.topic, { maxMessageBytes: one.maxMessageBytes, withHeaders: needsHeaders(one) }]),
  );

const SLAB_BYTES = 4 * 1024 * 1024;

/**
 * A batch ends before the message that would take it over this size. A single message may be
 * larger, up to the limits of values and keys; even then, positions are far from overflowing 32
 * bits.
 */
export const MAX_PACK_BYTES = 64 * 1024 * 1024;

/**
 * Copies the client's messages into packed batches. Two slabs take turns, so a batch stays valid
 * while the next one is filled. A retained slab is replaced by a new one, and a slab that had to
 * grow for large messages is not kept.
 */
export class MessagePacker {
  readonly #slabs: (PackedSlab | undefined)[] = [undefined, undefined];
  readonly #limits: ReadonlyMap<string, TopicLimits>;
  readonly #otherwise: TopicLimits;
  readonly #withHeaders: boolean;
  /** The lowest limit of any topic: a value below it needs no further check. */
  readonly #lowest: number;
  readonly #maxBytes: number;
  #turn = 0;

  /**
   * @param limits by topic; in other topics, only the size of a batch is limited
   * @param maxBytes of a batch
   */
  constructor(limits: ReadonlyMap<string, TopicLimits> = new Map(), maxBytes = MAX_PACK_BYTES) {
    this.#maxBytes = maxBytes;
    const all = [...limits.values()];
    this.#otherwise = { maxMessageBytes: MOST_MESSAGE_BYTES, withHeaders: limits.size === 0 };
    this.#limits = limits;
    this.#withHeaders = limits.size === 0 || all.some((one) => one.withHeaders);
    this.#lowest = Math.min(MOST_MESSAGE_BYTES, ...all.map((one) => one.maxMessageBytes));
  }

  /** @returns the first of these messages, `count` of them: at least one, unless there are none */
  pack(messages: readonly ClientMessage[]): PackedSlab {
    const { count, bytes: needed, cuts } = this.#measure(messages);
    this.#turn ^= 1;
    const before = this.#slabs[this.#turn];
    const fits = before && !before.retained && before.capacity >= count && before.bytes.length >= needed;
    const keepIt = fits && before.bytes.length <= 2 * Math.max(SLAB_BYTES, needed);
    const slab = keepIt ? before : new PackedSlab(Math.max(1_024, count), Math.max(SLAB_BYTES, needed));
    slab.fill(messages, count, cuts, this.#withHeaders);
    this.#slabs[this.#turn] = slab;
    return slab;
  }

  /** How many of the messages are packed now, and which of them are cut. */
  #measure(messages: readonly ClientMessage[]): {
    readonly count: number;
    readonly bytes: number;
    readonly cuts: ReadonlyMap<number, CutMessage> | undefined;
  } {
    let cuts: Map<number, CutMessage> | undefined;
    let bytes = 0;
    for (let i = 0; i < messages.length; i++) {
      let message = messages[i] as ClientMessage;
      const cut = this.#isSuspect(message) ? cutMessage(message, this.#limitsOf(message.topic)) : undefined;
      if (cut) ({ message } = cut);
      const more = (message.value?.length ?? 0) + (message.key?.length ?? 0);
      if (i > 0 && bytes + more > this.#maxBytes) return { count: i, bytes, cuts };
      bytes += more;
      if (cut) (cuts ??= new Map<number, CutMessage>()).set(i, cut);
    }
    return { count: messages.length, bytes, cuts };
  }

  #isSuspect({ value, key, headers }: ClientMessage): boolean {
    if (value && value.length > this.#lowest) return true;
    if (key && key.length > MAX_KEY_BYTES) return true;
    return this.#withHeaders && headers !== undefined && areLarge(headers);
  }

  #limitsOf(topic: string): TopicLimits {
    const { maxMessageBytes, withHeaders } = this.#limits.get(topic) ?? this.#otherwise;
    return { maxMessageBytes: Math.min(maxMessageBytes, MOST_MESSAGE_BYTES), withHeaders };
  }
}

function areLarge(headers: NonNullable<ClientMessage['headers']>): boolean {
  if (headers.length > MAX_HEADERS) return true;
  let bytes = 0;
  for (const header of headers) bytes += headerBytes(header);
  return bytes > MAX_HEADER_BYTES;
}
