/** An error as a Kafka client reports it, or a line of its log about a failed connection. */
export interface KafkaClientError {
  /** librdkafka's number, as in `rdkafka.h`. Its events come with -1 and a text. */
  readonly code?: number;
  /** Best as it came: it tells which broker, and in which state the connection was. */
  readonly message?: string;
}

/** A text of librdkafka, taken apart. */
export interface ClientText {
  /** `host:port` of the broker that it is about, if it says so. */
  readonly broker: string | undefined;
  /** Where the connection was when it failed, for example SSL_HANDSHAKE; undefined when it is not said. */
  readonly state: string | undefined;
  /** What remains: without the names of threads and brokers, times and counters. */
  readonly said: string;
}

/**
 * librdkafka writes `[thrd:T]: sasl_ssl://host:port/1: What happened (after 3ms in state X, 2 identical error(s) suppressed)`.
 * Each part may be missing.
 */
export function readClientText(message: string): ClientText {
  const [, broker, rest = message] =
    /^(?:\[thrd:[^\]]*\]: )?(?:(?:\w+: )?(?:[a-z_]+:\/\/)?(\[[^\]]*\]:\d+|[^\s/:]+:\d+)\/\w+: )?(.*)$/s.exec(message) ??
    [];
  const [, said = rest, state] = /^(.*?)(?: \(after \d+ms(?: in state (\w+))?.*\))?$/s.exec(rest) ?? [];
  return { broker, state, said };
}
