import 'vitest';

/** What the global set-ups in this folder provide; a test reads it with `inject`. */
declare module 'vitest' {
  interface ProvidedContext {
    /** A real ClickHouse server for this run, in which each test creates its own database. */
    clickhouseUrl: string;
    /** `127.0.0.1:port` of the PLAINTEXT listener of a real Kafka broker. */
    kafkaBootstrapServers: string;
    kafkaSecurity: {
      readonly saslPlaintextBootstrapServers: string;
      readonly saslSslBootstrapServers: string;
      readonly caPem: string;
      readonly users: readonly { readonly name: string; readonly password: string }[];
    };
  }
}
