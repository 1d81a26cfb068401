/** An error as a Kafka client reports it, or a line of its log about a failed connection. */
export interface KafkaClientError {
  /** librdkafka's number, as in `rdkafka.h`. Its events come with -1 and a text. */
  readonly code?: number;
  /** Best unchanged: it contains the broker and the state of the connection. */
  readonly message?: string;
}

/** A text of librdkafka, taken apart. */
export interface ClientText {
  /** `host:port` of the broker that it is about, if it says so. */
  readonly broker: string | undefined;
  /**
   * Whether that is one of those that we were given, and not yet known by its number in the
   * cluster.
   */
  readonly isFirstContact: boolean;
  /**
   * Where the connection was when it failed, for example SSL_HANDSHAKE; undefined when it is not
   * said.
   */
  readonly state: string | undefined;
  /** What remains: without the names of threads and brokers, times and counters. */
  readonly said: string;
}

const ADDRESS =
  /^(?:\[thrd:[^\]]*\]: )?(?:(?:\w+: )?(?:[a-z_]+:\/\/)?(\[[^\]]*\]:\d+|[^\s/:]+:\d+)(?:\/(\w+))?: )?(.*)$/s;
/**
 * Where the note at the end of a text begins. Looked for once: a pattern that also looks for the
 * end is quadratic.
 */
const NOTE = / \(after \d+ms(?: in state (\w+))?/;

/**
 * librdkafka writes `[thrd:T]: sasl_ssl://host:port/1: What happened (after 3ms in state X, 2
 * identical error(s) suppressed)`, and `bootstrap` in place of a number that it does not know. Each
 * part may be missing.
 */
export function readClientText(message: string): ClientText {
  const [, broker, id, rest = message] = ADDRESS.exec(message) ?? [];
  const note = rest.endsWith(')') ? NOTE.exec(rest) : null;
  const said = note ? rest.slice(0, note.index) : rest;
  return { broker, isFirstContact: id === 'bootstrap', state: note?.[1], said };
}
