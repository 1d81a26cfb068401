import { MessageChannel } from 'node:worker_threads';

const { port1: nowhere } = new MessageChannel();
nowhere.close();

/**
 * Frees the memory of a buffer that nobody reads any more, without waiting for the collector: a few messages that expanded to a
 * gibibyte each must not lie around together. Sending it to where nobody listens is how this version of Node gives memory away.
 */
export function giveBackMemory(bytes: Uint8Array): void {
  const { buffer } = bytes;
  // A small one shares its memory with others.
  if (buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength) nowhere.postMessage(undefined, [buffer]);
}
