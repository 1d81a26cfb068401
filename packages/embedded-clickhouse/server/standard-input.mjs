// ClickHouse opens /dev/stdin by its name. A socket, which is what Node gives a child for a pipe,
// cannot be opened so; a pipe can.

/**
 * Puts a pipe of our own in the place of standard input.
 *
 * @param {{ load: Function, open: Function, DataType: Record<string, number> }} ffi the module
 *   ffi-rs
 * @returns {{ fromParent: number, toServer: number }} descriptors: what standard input was, and the
 *   end of the pipe to close when that ends
 */
export function replaceStandardInput({ DataType, load, open }) {
  const library = 'c';
  open({ library, path: process.platform === 'darwin' ? '/usr/lib/libSystem.B.dylib' : 'libc.so.6' });
  const call = (funcName, ...args) => {
    const result = load({
      library,
      funcName,
      retType: DataType.I32,
      paramsType: args.map((arg) => (Buffer.isBuffer(arg) ? DataType.U8Array : DataType.I32)),
      paramsValue: args,
    });
    if (result < 0) throw new Error(`${funcName} failed`);
    return result;
  };
  const ends = Buffer.alloc(8);
  call('pipe', ends);
  const [readEnd, writeEnd] = [ends.readInt32LE(0), ends.readInt32LE(4)];
  const fromParent = call('dup', 0);
  call('dup2', readEnd, 0);
  call('close', readEnd);
  return { fromParent, toServer: writeEnd };
}
