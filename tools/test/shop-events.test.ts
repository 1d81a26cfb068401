import { expect, it } from 'vitest';
import { shopMessage } from '../demo/shop-events.js';

it('about one shop event in a hundred is wrong, in several ways', () => {
  const now = new Date('2026-05-04T10:20:30.123Z');
  // A seeded generator, so that every run sees the same messages.
  let state = 7;
  const random = (): number => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
  const messages = Array.from({ length: 20_000 }, () => shopMessage(random, now).value);

  const reasons = messages.map((value) => {
    if (value === null) return 'tombstone';
    let event: Record<string, unknown>;
    try {
      event = JSON.parse(value.toString()) as Record<string, unknown>;
    } catch {
      return 'no JSON';
    }
    if (typeof event['price'] !== 'number') return 'price';
    if (typeof event['user_id'] !== 'number') return 'user';
    if (Number.isNaN(Date.parse(String(event['timestamp'])))) return 'timestamp';
    if (Number(event['quantity']) < 0) return 'quantity';
    return event['event_id'] === 'none' ? 'event' : '';
  });
  const wrong = reasons.filter((reason) => reason !== '');
  expect(wrong.length).toBeGreaterThan(100);
  expect(wrong.length).toBeLessThan(300);
  expect(new Set(wrong)).toEqual(new Set(['tombstone', 'no JSON', 'price', 'user', 'timestamp', 'quantity', 'event']));
});
