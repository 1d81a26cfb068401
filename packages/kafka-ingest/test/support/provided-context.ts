import type {} from 'vitest';

// What the global set-ups of tools/servers provide; their own declarations lie outside of this package.
declare module 'vitest' {
  interface ProvidedContext {
    clickhouseUrl: string;
    kafkaBootstrapServers: string;
    kafkaSecurity: {
      readonly saslPlaintextBootstrapServers: string;
      readonly saslSslBootstrapServers: string;
      readonly caPem: string;
      readonly users: readonly { readonly name: string; readonly password: string }[];
    };
  }
}
