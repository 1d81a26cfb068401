/** What a process may use, and what that means for the parts that hold messages. In bytes. */
export interface MemoryShares {
  /** All Kafka clients together, fetched ahead. */
  readonly fetched: number;
  /** All consumers together, read and not acknowledged by ClickHouse. */
  readonly unacknowledged: number;
  /** All idle encoders together. */
  readonly idle: number;
}

/** The default bound for the memory of a process. In bytes. */
export const MEMORY_BYTES = 400_000_000;

/** What Node.js, this program and the native client take before the first message. */
const RUNTIME_BYTES = 160_000_000;
/** Below this, a batch would be too small to be worth an insert. */
const LEAST_BYTES = 16_000_000;

/**
 * Shares out the memory that is left beside the runtime. What is unacknowledged may overshoot by
 * half and by two polls, and what is fetched weighs twice while it is copied, so that a part of it
 * stays free.
 */
export function memoryShares(memoryBytes: number = MEMORY_BYTES): MemoryShares {
  const bytes = Math.max(LEAST_BYTES, memoryBytes - RUNTIME_BYTES);
  return {
    fetched: Math.floor(bytes / 7),
    unacknowledged: Math.floor(bytes / 7),
    idle: Math.floor((bytes * 2) / 7),
  };
}
