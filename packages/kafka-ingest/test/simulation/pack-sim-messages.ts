import type { PackedBatch, ReachedEnd } from '../../src/packed-batch.js';
import type { SimMessage } from './sim-log.js';

/** Packs messages as a source does. */
export function packSimMessages(messages: readonly SimMessage[], ends: readonly ReachedEnd[] = []): PackedBatch {
  return messages.length === 0 && ends.length === 0 ? nothing : pack(messages, ends);
}

function pack(messages: readonly SimMessage[], ends: readonly ReachedEnd[]): PackedBatch {
  const count = messages.length;
  const topics = [...new Set(messages.map((one) => one.log.topic))];
  const valueStart = new Int32Array(count);
  const valueEnd = new Int32Array(count);
  let at = 0;
  messages.forEach((message, i) => {
    valueStart[i] = at;
    valueEnd[i] = at += message.value.length;
  });
  return {
    count,
    bytes: Buffer.concat(messages.map((one) => one.value)),
    topics,
    topicIndex: Uint16Array.from(messages, (one) => topics.indexOf(one.log.topic)),
    partition: Int32Array.from(messages, (one) => one.log.partition),
    offset: Float64Array.from(messages, (one) => one.offset),
    timestamp: new Float64Array(count),
    keyStart: new Int32Array(count).fill(-1),
    keyEnd: new Int32Array(count).fill(-1),
    valueStart,
    valueEnd,
    ...(ends.length > 0 ? { ends } : {}),
    headers: () => [],
    retain: () => undefined,
  };
}

const nothing = pack([], []);
