/** What a text with a unit means, or undefined when it means nothing. */
export type ReadAmount = (text: string) => number | undefined;

const MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, min: 60_000, h: 3_600_000 };
const BYTES: Readonly<Record<string, number>> = {
  ...{ b: 1, kb: 1e3, mb: 1e6, gb: 1e9 },
  ...{ k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, kib: 2 ** 10, mib: 2 ** 20, gib: 2 ** 30 },
};

/** `200ms`, `1.5s`, `2m`: in ms. The unit is required: a bare number could be either. */
export const readDuration: ReadAmount = (text) => withUnit(text, MS);

/** `16MiB`, `400MB`, `1g`: in bytes. */
export const readSize: ReadAmount = (text) => withUnit(text, BYTES);

/** `50000`, `50_000`, `50k` are all the same. */
export const readCount: ReadAmount = (text) => {
  const [, digits = '', thousands] = /^(\d+(?:_\d{3})*)(k?)$/i.exec(text) ?? [];
  return digits === '' ? undefined : positive(Number(digits.replaceAll('_', '')) * (thousands === '' ? 1 : 1_000));
};

function withUnit(text: string, units: Readonly<Record<string, number>>): number | undefined {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?) ?([a-z]+)$/i.exec(text) ?? [];
  const factor = Object.hasOwn(units, unit.toLowerCase()) ? units[unit.toLowerCase()] : undefined;
  return number === undefined || factor === undefined ? undefined : positive(Math.round(Number(number) * factor));
}

const positive = (value: number): number | undefined => (value > 0 && Number.isSafeInteger(value) ? value : undefined);
