import { shopEvents } from './generate.js';

/** So many shop events as JSON, about 340 bytes each. The same at every call. */
export function shopTexts(count: number): readonly string[] {
  const event = shopEvents();
  return Array.from({ length: count }, (_, i) => event(i).value);
}
