/**
 * Makes an input smaller while it keeps failing in the same way (ddmin: it leaves out ever smaller
 * parts).
 *
 * @param fails whether an input still fails
 * @param maxProbes how often `fails` may be called
 */
export async function minimise(
  input: Buffer,
  fails: (candidate: Buffer) => Promise<boolean>,
  maxProbes: number,
): Promise<Buffer> {
  let smallest = input;
  let parts = 2;
  let probes = 0;
  while (smallest.length > 1 && probes < maxProbes) {
    const size = Math.ceil(smallest.length / parts);
    let smaller: Buffer | undefined;
    for (let at = 0; at < smallest.length && probes < maxProbes && !smaller; at += size) {
      const candidate = Buffer.concat([smallest.subarray(0, at), smallest.subarray(at + size)]);
      probes++;
      if (await fails(candidate)) smaller = candidate;
    }
    if (smaller) {
      smallest = smaller;
      parts = Math.max(2, parts - 1);
    } else if (size === 1) {
      break;
    } else {
      parts = Math.min(smallest.length, parts * 2);
    }
  }
  return smallest;
}
