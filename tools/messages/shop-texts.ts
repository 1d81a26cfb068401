import { shopEvents } from './generate.js';

/** `count` shop events as JSON, about 340 bytes each. The same on every call. */
export function shopTexts(count: number): readonly string[] {
  const event = shopEvents();
  return Array.from({ length: count }, (_, i) => event(i).value);
}
