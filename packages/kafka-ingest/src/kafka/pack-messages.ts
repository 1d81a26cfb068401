import type { MessageHeader } from '@proj/codecs';
import type { PackedBatch } from '../packed-batch.js';
import type { Pipeline } from '../pipeline.js';

/** A message as kafka-javascript makes it. */
export interface ClientMessage {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly timestamp?: number | undefined;
  readonly key?: Buffer | string | null | undefined;
  readonly value: Buffer | null;
  /** One object with one property per header. */
  readonly headers?: readonly Readonly<Record<string, Buffer | string>>[] | undefined;
}

/** Whether somebody looks at the headers of a pipeline's messages: its table, or the codec, as the id of a schema may be there. */
export const needsHeaders = ({ storeHeaders, valueCodec, keyCodec }: Pipeline): boolean =>
  storeHeaders || valueCodec.usesHeaders === true || keyCodec?.usesHeaders === true;

const SLAB_BYTES = 4 * 1024 * 1024;
const none: readonly MessageHeader[] = [];

/** The memory of one packed batch, used again for a later one. */
class Slab implements PackedBatch {
  count = 0;
  bytes: Buffer;
  topics: string[] = [];
  readonly capacity: number;
  readonly topicIndex: Uint16Array;
  readonly partition: Int32Array;
  readonly offset: Float64Array;
  readonly timestamp: Float64Array;
  readonly keyStart: Int32Array;
  readonly keyEnd: Int32Array;
  readonly valueStart: Int32Array;
  readonly valueEnd: Int32Array;
  retained = false;
  /** As the client has them; by message, those that have some. */
  readonly #clientHeaders = new Map<number, NonNullable<ClientMessage['headers']>>();
  readonly #headers = new Map<number, readonly MessageHeader[]>();

  constructor(capacity: number, bytes: number) {
    this.capacity = capacity;
    this.bytes = Buffer.allocUnsafeSlow(bytes);
    this.topicIndex = new Uint16Array(capacity);
    this.partition = new Int32Array(capacity);
    this.offset = new Float64Array(capacity);
    this.timestamp = new Float64Array(capacity);
    this.keyStart = new Int32Array(capacity);
    this.keyEnd = new Int32Array(capacity);
    this.valueStart = new Int32Array(capacity);
    this.valueEnd = new Int32Array(capacity);
  }

  headers(i: number): readonly MessageHeader[] {
    const given = this.#clientHeaders.get(i);
    if (!given) return none;
    const known = this.#headers.get(i);
    if (known) return known;
    const headers = given.flatMap(headerOf);
    this.#headers.set(i, headers);
    return headers;
  }

  retain(): void {
    this.retained = true;
  }

  fill(messages: readonly ClientMessage[], withHeaders: boolean): void {
    const { bytes } = this;
    this.count = messages.length;
    this.topics = [];
    this.#clientHeaders.clear();
    this.#headers.clear();
    let at = 0;
    let topic: string | undefined;
    let topicIndex = 0;
    for (let i = 0; i < messages.length; i++) {
      const message = messages[i] as ClientMessage;
      if (message.topic !== topic) {
        topic = message.topic;
        topicIndex = this.topics.indexOf(topic);
        if (topicIndex < 0) topicIndex = this.topics.push(topic) - 1;
      }
      this.topicIndex[i] = topicIndex;
      this.partition[i] = message.partition;
      this.offset[i] = message.offset;
      this.timestamp[i] = message.timestamp ?? -1;
      const { value } = message;
      const key = message.key as Buffer | null | undefined;
      this.valueStart[i] = value ? at : -1;
      if (value) {
        bytes.set(value, at);
        at += value.length;
      }
      this.valueEnd[i] = value ? at : -1;
      this.keyStart[i] = key ? at : -1;
      if (key) {
        bytes.set(key, at);
        at += key.length;
      }
      this.keyEnd[i] = key ? at : -1;
      if (withHeaders && message.headers) this.#clientHeaders.set(i, message.headers);
    }
  }
}

function headerOf(header: Readonly<Record<string, Buffer | string>>): MessageHeader[] {
  // The client sets the name as a property of an object, and what is set as `__proto__` becomes its prototype.
  const prototype = Object.getPrototypeOf(header) as Buffer | object;
  const entries = Buffer.isBuffer(prototype) ? [['__proto__', prototype] as const] : Object.entries(header);
  return entries.map(([key, value]) => ({ key, value: typeof value === 'string' ? Buffer.from(value) : value }));
}

/**
 * Copies the client's messages into packed batches. Two slabs take turns, so that a batch stays valid while the next one
 * is filled; one that is retained is replaced by a new one, and one that had to grow for large messages is not kept.
 */
export class MessagePacker {
  readonly #slabs: (Slab | undefined)[] = [undefined, undefined];
  readonly #withHeaders: boolean;
  #turn = 0;

  constructor(options: { readonly withHeaders: boolean }) {
    this.#withHeaders = options.withHeaders;
  }

  pack(messages: readonly ClientMessage[]): PackedBatch {
    let needed = 0;
    for (let i = 0; i < messages.length; i++) {
      const message = messages[i] as ClientMessage;
      needed += (message.value?.length ?? 0) + (message.key?.length ?? 0);
    }
    this.#turn ^= 1;
    const before = this.#slabs[this.#turn];
    const fits = before && !before.retained && before.capacity >= messages.length && before.bytes.length >= needed;
    const keepIt = fits && before.bytes.length <= 2 * Math.max(SLAB_BYTES, needed);
    const slab = keepIt ? before : new Slab(Math.max(1_024, messages.length), Math.max(SLAB_BYTES, needed));
    slab.fill(messages, this.#withHeaders);
    this.#slabs[this.#turn] = slab;
    return slab;
  }
}
