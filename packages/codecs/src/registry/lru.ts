/** Keeps the most recently used values, up to a number of them and up to a total weight. */
export class Lru<K, V> {
  private readonly values = new Map<K, { readonly value: V; readonly weight: number }>();
  private readonly max: number;
  private readonly maxWeight: number;
  private weight = 0;

  constructor(max: number, maxWeight = Infinity) {
    this.max = max;
    this.maxWeight = maxWeight;
  }

  get(key: K): V | undefined {
    const kept = this.values.get(key);
    if (kept === undefined) return undefined;
    // A Map keeps the order in which keys came: the first one is the one not used for longest.
    this.values.delete(key);
    this.values.set(key, kept);
    return kept.value;
  }

  set(key: K, value: V, weight = 0): void {
    this.delete(key);
    this.values.set(key, { value, weight });
    this.weight += weight;
    for (const oldest of this.values.keys()) {
      if (this.values.size <= this.max && this.weight <= this.maxWeight) return;
      this.delete(oldest);
    }
  }

  delete(key: K): void {
    this.weight -= this.values.get(key)?.weight ?? 0;
    this.values.delete(key);
  }
}
