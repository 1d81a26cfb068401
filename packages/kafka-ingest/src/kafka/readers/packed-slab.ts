import type { MessageHeader } from '@proj/codecs';
import type { MessageSize, PackedBatch, ReachedEnd } from '../../packed-batch.js';
import { entryOf, type ClientHeader, type ClientMessage } from './client-message.js';
import type { CutMessage } from './cut-message.js';

const none: readonly MessageHeader[] = [];

/** The memory of a packed batch, reused for later ones. */
export class PackedSlab implements PackedBatch {
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
  oversized: ReadonlyMap<number, MessageSize> | undefined;
  ends: readonly ReachedEnd[] | undefined;
  retained = false;
  /** As the client delivered them, by message. Messages without headers have no entry. */
  readonly #clientHeaders = new Map<number, readonly ClientHeader[]>();
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
    const headers = given.map(headerOf);
    this.#headers.set(i, headers);
    return headers;
  }

  retain(): void {
    this.retained = true;
  }

  /** @param cuts what to store instead of the messages with these indices */
  fill(
    messages: readonly ClientMessage[],
    count: number,
    cuts: ReadonlyMap<number, CutMessage> | undefined,
    withHeaders: boolean,
  ): void {
    const { bytes } = this;
    this.count = count;
    this.topics = [];
    this.ends = undefined;
    this.oversized = cuts && new Map([...cuts].map(([i, { size }]) => [i, size]));
    this.#clientHeaders.clear();
    this.#headers.clear();
    let at = 0;
    let topic: string | undefined;
    let topicIndex = 0;
    for (let i = 0; i < count; i++) {
      const given = messages[i] as ClientMessage;
      const message = cuts?.get(i)?.message ?? given;
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

function headerOf(header: ClientHeader): MessageHeader {
  const [key, value] = entryOf(header);
  return { key, value: typeof value === 'string' ? Buffer.from(value) : value };
}
