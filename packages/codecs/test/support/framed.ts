/** A message in the registry's frame. */
export function framed(id: number, ...payload: readonly Uint8Array[]): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(id, 1);
  return Buffer.concat([head, ...payload]);
}
