import { MessageChannel } from 'node:worker_threads';

const { port1: nowhere } = new MessageChannel();
nowhere.close();

/**
 * Frees the memory of a buffer that is no longer read, without waiting for the garbage collector: a
 * few messages that expanded to a gibibyte each must not pile up. Transferring it to a closed port
 * is how memory can be released in the versions of Node that we support.
 */
export function giveBackMemory(bytes: Uint8Array): void {
  const { buffer } = bytes;
  // Small buffers share their memory with others.
  if (buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength) nowhere.postMessage(undefined, [buffer]);
}
