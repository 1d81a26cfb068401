/** The 14-column shop event that the project's benches share, about 340 bytes as JSON. Same numbers at every call. */
export function shopEvents(
  count: number,
  change: (event: object, index: number) => object = (event) => event,
): string[] {
  let seed = 42;
  const random = (): number => {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff;
    return seed / 0x7fffffff;
  };
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length) % list.length] as T;
  return Array.from({ length: count }, (_, i) => {
    const event = {
      event_id: `${((i * 2654435761) >>> 0).toString(16).padStart(8, '0')}-0000-4000-8000-${i.toString(16).padStart(12, '0')}`,
      timestamp: new Date(1_760_000_000_000 + i * 10).toISOString(),
      user_id: Math.floor(random() * 1e6),
      session_id: `s${Math.floor(random() * 1e5)}`,
      event: pick(['page_view', 'click', 'purchase', 'signup', 'scroll']),
      country: pick(['ES', 'FR', 'DE', 'US', 'GB', 'IT', 'PT', 'NL']),
      price: Math.round(random() * 1e5) / 100,
      quantity: Math.floor(random() * 10),
      device: { os: 'ios', version: `17.${Math.floor(random() * 9)}`, mobile: random() > 0.5 },
      tags: [`a${Math.floor(random() * 10)}`, 'b'],
      url: `https://shop.example.com/product/${Math.floor(random() * 1e4)}?ref=newsletter`,
      referrer: null,
    };
    return JSON.stringify(change(event, i));
  });
}
