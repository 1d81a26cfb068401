import type { Codec } from '@proj/codecs';
import {
  createRegistryCodec,
  createSchemaRegistry,
  type RegistryFormat,
  type SchemaRegistry,
  type SchemaRegistryOptions,
} from '@proj/codecs/registry';
import type { ResolvedConnection } from '@proj/datafile-parser/secrets';
import type { Diagnostic } from '@proj/diagnostics';
import { ingestDiagnostics } from './messages.js';

/**
 * For each connection: how long to wait for its registry and for ids that it does not know, how
 * many schemas to keep.
 */
export type RegistryOptions = Omit<SchemaRegistryOptions, 'url'>;

const SETTING = 'KAFKA_SCHEMA_REGISTRY_URL';

/**
 * The registry of a connection and its codecs, shared by all its data sources. Opened when the
 * first of them needs it.
 */
export class RegistryCodecs {
  readonly #connection: ResolvedConnection;
  readonly #diagnostics: Diagnostic[];
  readonly #options: RegistryOptions;
  readonly #codecs = new Map<RegistryFormat, Codec>();
  #registry: SchemaRegistry | undefined;
  #tried = false;

  /** @param diagnostics what is wrong with the URL is added here, once */
  constructor(connection: ResolvedConnection, diagnostics: Diagnostic[], options: RegistryOptions = {}) {
    this.#connection = connection;
    this.#diagnostics = diagnostics;
    this.#options = options;
  }

  /** Undefined until a codec was asked for, and when the connection has no usable URL. */
  get registry(): SchemaRegistry | undefined {
    return this.#registry;
  }

  codec(format: RegistryFormat): Codec | undefined {
    if (!this.#tried) this.#registry = this.#open();
    this.#tried = true;
    if (!this.#registry) return undefined;
    const { maxSchemas } = this.#options;
    const size = maxSchemas === undefined ? {} : { maxSchemas };
    const codec = this.#codecs.get(format) ?? createRegistryCodec({ format, registry: this.#registry, ...size });
    this.#codecs.set(format, codec);
    return codec;
  }

  #open(): SchemaRegistry | undefined {
    const { connection, name, settings } = this.#connection;
    const url = settings.get(SETTING)?.text;
    // Broken, or absent, which linking reports when a format needs it.
    if (url === undefined) return undefined;
    try {
      return createSchemaRegistry({ ...this.#options, url });
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      const place = { file: connection.file, span: connection.settings.get(SETTING)?.value.span };
      this.#diagnostics.push(ingestDiagnostics.create('schema-registry-url', { connection: name }, place));
      return undefined;
    }
  }
}
