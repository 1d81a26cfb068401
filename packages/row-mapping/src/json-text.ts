/**
 * The JSON text of a decoded value; a `bigint` as its digits. `undefined` when there is none that means the same:
 * a number in it is beyond what a double holds (`1e400` was decoded to Infinity), or it is no JSON value at all.
 */
export function jsonText(value: unknown): string | undefined {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') return Number.isFinite(value) ? JSON.stringify(value) : undefined;
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch {
    // A bigint inside, which JSON.stringify refuses; or too deep for it.
    return spelledOut(value);
  }
  // JSON.stringify writes null for Infinity.
  return text?.includes('null') && holdsInfinity(value) ? undefined : text;
}

function holdsInfinity(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isFinite(value);
  if (Array.isArray(value)) return value.some(holdsInfinity);
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsInfinity);
}

function spelledOut(value: unknown): string | undefined {
  try {
    return spell(value);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

class NotJson extends RangeError {}

function spell(value: unknown): string {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number' && !Number.isFinite(value)) throw new NotJson();
  if (Array.isArray(value)) return `[${value.map(spell).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}:${spell(one)}`);
    return `{${members.join(',')}}`;
  }
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) throw new NotJson();
  return text;
}
