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

/** How long to wait for schema registries and for ids that they do not know, and how many schemas to keep: for each connection. */
export type RegistryOptions = Omit<SchemaRegistryOptions, 'url'>;

const SETTING = 'KAFKA_SCHEMA_REGISTRY_URL';

/** The registry of a connection, and the codecs that ask it: shared by its data sources, made when the first of them needs it. */
export class RegistryCodecs {
  readonly #connection: ResolvedConnection;
  readonly #diagnostics: Diagnostic[];
  readonly #options: RegistryOptions;
  readonly #codecs = new Map<RegistryFormat, Codec>();
  #registry: SchemaRegistry | undefined;
  #tried = false;

  /** @param diagnostics get what is wrong with the URL, once */
  constructor(connection: ResolvedConnection, diagnostics: Diagnostic[], options: RegistryOptions = {}) {
    this.#connection = connection;
    this.#diagnostics = diagnostics;
    this.#options = options;
  }

  /** Undefined until a codec was asked for, and where the connection has no URL that can be used. */
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
