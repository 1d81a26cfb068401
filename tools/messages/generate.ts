/*
 * Deterministic: the same seed gives the same messages, so both sides and every run read the same
 * bytes. Texts are words, not one repeated letter, so that lz4 has realistic work.
 */

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A message from its number. All texts are ASCII: length is bytes. */
export type Generator = (index: number) => { readonly key: string; readonly value: string };

export function shopEvents(): Generator {
  const random = seededRandom(42);
  const below = (limit: number): number => Math.floor(random() * limit);
  return (index) => {
    const user = below(1_000_000);
    const event = {
      event_id: uuid(index),
      timestamp: new Date(1_760_000_000_000 + index * 10).toISOString(),
      user_id: user,
      session_id: `s${below(100_000)}`,
      event: pick(shopEventNames, random),
      country: pick(countries, random),
      price: below(100_000) / 100,
      quantity: below(10),
      device: { os: 'ios', version: `17.${below(9)}`, mobile: random() > 0.5 },
      tags: [`a${below(10)}`, 'b'],
      url: `https://shop.example.com/product/${below(10_000)}?ref=newsletter`,
      referrer: null,
    };
    return { key: `u${user}`, value: JSON.stringify(event) };
  };
}

/**
 * Five fields, filled up with `note` to the wanted length. Also what the case of one column,
 * `json:$`, reads.
 */
export function fiveFields(bytes: number): Generator {
  const random = seededRandom(5);
  const text = wordsFrom(random);
  return (index) => {
    const kind = pick(shopEventNames, random);
    const at = new Date(1_760_000_000_000 + index).toISOString();
    const amount = Math.floor(random() * 1_000_000) / 100;
    const head = `{"id":${index},"at":"${at}","kind":"${kind}","amount":${amount},"note":"`;
    return { key: `k${index % 100_000}`, value: `${head}${text(bytes - head.length - 2)}"}` };
  };
}

/** Twenty fields, `a` to `t`; the last is filled up. Short names, so that they fit in 200 bytes. */
export function twentyFields(bytes: number): Generator {
  const random = seededRandom(20);
  const text = wordsFrom(random);
  const below = (limit: number): number => Math.floor(random() * limit);
  return (index) => {
    const integers = ['c', 'd', 'e', 'f', 'g', 'h'].map((name) => `"${name}":${below(1_000)}`).join();
    const signed = `"i":${below(200) - 100},"j":${below(200) - 100}`;
    const floats = ['k', 'l', 'm'].map((name) => `"${name}":${below(10_000) / 100}`).join();
    const texts = ['n', 'o', 'p', 'q'].map((name) => `"${name}":"${pick(countries, random)}"`).join();
    const rest = `"r":${random() > 0.5},"s":${random() > 0.2 ? below(1_000) : 'null'},"t":"`;
    const head = `{"a":${index},"b":${1_760_000_000 + (index >>> 10)},${integers},${signed},${floats},${texts},${rest}`;
    return { key: `k${index % 100_000}`, value: `${head}${text(bytes - head.length - 2)}"}` };
  };
}

const shopEventNames = ['page_view', 'click', 'purchase', 'signup', 'scroll'] as const;
const countries = ['ES', 'FR', 'DE', 'US', 'GB', 'IT', 'PT', 'NL'] as const;
const vocabulary =
  'order shipped late customer asked refund parcel address changed again stock empty blue shirt large size returned ' +
  'paid card voucher summer sale free delivery tomorrow morning neighbour signed door photo attached thanks review';

function pick(names: readonly string[], random: () => number): string {
  return names[Math.floor(random() * names.length)] ?? '';
}

function uuid(index: number): string {
  const hash = Math.imul(index, 2_654_435_761) >>> 0;
  return `${hash.toString(16).padStart(8, '0')}-0000-4000-8000-${index.toString(16).padStart(12, '0')}`;
}

/**
 * Text of a length out of a long text of random words: slices are cheap, so the producer stays
 * ahead of the readers.
 */
function wordsFrom(random: () => number): (length: number) => string {
  const words = vocabulary.split(' ');
  let long = '';
  while (long.length < 256 * 1024) long += `${pick(words, random)} `;
  return (length) => {
    if (length <= 0) return '';
    const start = Math.floor(random() * (long.length - length));
    return long.slice(start, start + length);
  };
}
