import type { TestMessage } from '../servers/topics.js';

/** About one in this many messages is wrong, in one of the ways below. */
const oneWrongIn = 100;

interface ShopEvent {
  readonly event_id: string;
  readonly timestamp: string;
  readonly user_id: number;
  readonly session_id: string;
  readonly event: string;
  readonly country: string;
  readonly price: number;
  readonly quantity: number;
  readonly device: { readonly os: string; readonly version: string; readonly mobile: boolean };
  readonly tags: readonly string[];
  readonly url: string;
  readonly referrer: string | null;
}

/**
 * Repetitions are weights: most visits are page views, and most come from the shop's own country.
 */
const events = ['page_view', 'page_view', 'page_view', 'page_view', 'search', 'add_to_cart', 'add_to_cart', 'purchase'];
const countries = ['ES', 'ES', 'ES', 'FR', 'DE', 'IT', 'PT', 'GB', 'NL', 'US'];
const devices = [
  { os: 'ios', versions: ['17.6', '18.1', '18.2'], mobile: true },
  { os: 'android', versions: ['13', '14', '15'], mobile: true },
  { os: 'windows', versions: ['10', '11'], mobile: false },
  { os: 'macos', versions: ['14.5', '15.1'], mobile: false },
];
const tags = ['sale', 'new', 'shoes', 'coats', 'kids', 'outlet', 'gift'];
const referrers = ['https://search.example.org/', 'https://news.example.net/fashion', 'https://friends.example.com/'];

/** What goes wrong with messages in real life; each goes to quarantine with its reason. */
const mistakes: readonly ((event: ShopEvent) => string | null)[] = [
  (event) => JSON.stringify({ ...event, price: event.price.toFixed(2).replace('.', ',') }),
  (event) => JSON.stringify({ ...event, user_id: undefined }),
  (event) => JSON.stringify({ ...event, timestamp: 'yesterday' }),
  (event) => JSON.stringify({ ...event, quantity: -1 }),
  (event) => JSON.stringify({ ...event, event_id: 'none', device: { os: null } }),
  // Cut off by a proxy.
  (event) => JSON.stringify(event).slice(0, -20),
  () => 'Service Unavailable',
  // A tombstone.
  () => null,
];

/** One visitor's action. `random` as Math.random; the same numbers make the same message. */
export function shopMessage(random: () => number, now: Date): TestMessage {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const hex = (digits: number): string =>
    Array.from({ length: digits }, () => Math.floor(random() * 16).toString(16)).join('');
  const userId = 1 + Math.floor(random() * 50_000);
  const device = pick(devices);
  const product = 1_000 + Math.floor(random() ** 2 * 5_000);
  const event: ShopEvent = {
    event_id: `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`,
    timestamp: now.toISOString(),
    user_id: userId,
    session_id: `s-${userId}-${Math.floor(now.getTime() / 1_800_000) % 100}`,
    event: pick(events),
    country: pick(countries),
    price: Math.round(500 + random() ** 3 * 20_000) / 100,
    quantity: 1 + Math.floor(random() ** 3 * 5),
    device: { os: device.os, version: pick(device.versions), mobile: device.mobile },
    tags: tags.filter(() => random() < 0.25),
    url: `https://shop.example.com/p/${product}`,
    referrer: random() < 0.6 ? null : pick(referrers),
  };
  const value = random() * oneWrongIn < 1 ? pick(mistakes)(event) : JSON.stringify(event);
  return { key: `user-${userId}`, value, headers: [['source', device.mobile ? 'app' : 'web']] };
}
