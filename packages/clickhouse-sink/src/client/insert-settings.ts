/**
 * How long ClickHouse may work on one insert. Shorter than a consumer's poll deadline, longer than
 * any sane insert.
 */
const MAX_EXECUTION_SECONDS = 120;
/** A little longer, so that ClickHouse's own word comes first. */
export const REQUEST_TIMEOUT_MS = (MAX_EXECUTION_SECONDS + 10) * 1_000;

/**
 * Sent with every insert, whatever the defaults of the server or the user are. Deduplication works
 * on blocks: a batch must arrive as one block, must not be cut, and must be written before it is
 * acknowledged.
 */
export const insertSettings = {
  async_insert: 0,
  wait_end_of_query: 1,
  // One block from end to end: nothing may cut it, squash it or share it out between threads.
  max_insert_threads: '1',
  input_format_parallel_parsing: 0,
  max_insert_block_size: '10000000',
  min_insert_block_size_rows: '10000000',
  min_insert_block_size_bytes: '1073741824',
  insert_deduplicate: 1,
  deduplicate_blocks_in_dependent_materialized_views: 1,
  distributed_foreground_insert: 1,
  // NULL in a column that is not Nullable means its DEFAULT.
  input_format_null_as_default: 1,
  max_execution_time: MAX_EXECUTION_SECONDS,
} as const;
