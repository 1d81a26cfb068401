import { Agent } from 'node:https';
import { rootCertificates } from 'node:tls';
import type { SchemaRegistryClient } from '@confluentinc/schemaregistry';
import { classify, NotRegistered, RefusedRequest } from './classify.js';
import type { SchemaId } from '../schema/registered-schema.js';
import { SchemaRegistryError } from './registry-error.js';
import type { RegistryAddress } from './registry-url.js';
import { followOnly } from './redirects.js';
import { readSchemaAnswer, type AnsweredReference, type SchemaAnswer } from './schema-answer.js';

/** Longer answers are given up: no schema is that large. */
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

/**
 * Answers that Confluent's client keeps, each for as long as it likes. We keep what we made of
 * them.
 */
const KEPT_ANSWERS = 8;

export interface RegistryClientOptions {
  readonly address: RegistryAddress;
  readonly timeoutMs: number;
  readonly maxSchemas: number;
  readonly redirectOrigins: readonly string[];
  readonly caPem: string | undefined;
}

/**
 * The requests, by Confluent's client. They throw `SchemaRegistryError`, or `NotRegistered`. It is
 * a large package, so it is loaded with the first request.
 *
 * It makes one request after the other for each kind, so one that hangs would hold up all others,
 * and its timeout is one of silence: an answer that drips in never ends. So a request that takes
 * too long is aborted together with those that wait for it.
 */
export class RegistryClient {
  private readonly options: RegistryClientOptions;
  private current: Promise<{ client: SchemaRegistryClient; abort: AbortController }> | undefined;

  constructor(options: RegistryClientOptions) {
    this.options = options;
  }

  async byId(id: SchemaId): Promise<SchemaAnswer> {
    try {
      const info = await this.request((client) =>
        typeof id === 'number' ? client.getBySubjectAndId('', id) : client.getByGuid(id),
      );
      return this.checked(info);
    } catch (error) {
      if (!(error instanceof RefusedRequest)) throw error;
      // A registry that looks up no GUIDs, or refuses numbers of 32 bits, answers as a server that
      // is not a registry does, each with a status of its own. A message of garbage can hold
      // either, and must not be waited for.
      await this.isThere();
      throw new NotRegistered(error.message);
    }
  }

  async byVersion({ subject, version }: AnsweredReference): Promise<SchemaAnswer> {
    // Deleted ones included: a schema in use may refer to one.
    return this.checked(await this.request((client) => client.getSchemaMetadata(subject, version, true)));
  }

  async countSubjects(): Promise<number> {
    const subjects: unknown = await this.request((client) => client.getAllSubjects());
    if (!Array.isArray(subjects)) throw this.noRegistry('no list of subjects');
    return subjects.length;
  }

  /** Whether a registry is there, in few bytes. */
  private async isThere(): Promise<void> {
    try {
      const { compatibilityLevel, compatibility } = await this.request((client) => client.getDefaultConfig());
      if (compatibilityLevel === undefined && compatibility === undefined) throw this.noRegistry('no configuration');
    } catch (error) {
      // Who may read schemas need not have the right to see the configuration.
      if (!(error instanceof SchemaRegistryError && error.problem === 'forbidden')) throw error;
    }
  }

  close(): void {
    void this.current?.then(({ abort }) => abort.abort());
    this.current = undefined;
  }

  private async request<T>(ask: (client: SchemaRegistryClient) => Promise<T>): Promise<T> {
    const current = (this.current ??= this.connect());
    const { client, abort } = await current;
    const timer = setTimeout(() => {
      if (this.current === current) this.current = undefined;
      abort.abort();
    }, this.options.timeoutMs);
    try {
      return await ask(client);
    } catch (error) {
      throw classify(error, this.options.address, this.options.timeoutMs);
    } finally {
      clearTimeout(timer);
    }
  }

  private async connect(): Promise<{ client: SchemaRegistryClient; abort: AbortController }> {
    const { SchemaRegistryClient } = await import('@confluentinc/schemaregistry');
    const { address, timeoutMs, maxSchemas, caPem, redirectOrigins } = this.options;
    const abort = new AbortController();
    const client = new SchemaRegistryClient({
      baseURLs: [address.origin],
      cacheCapacity: Math.min(maxSchemas, KEPT_ANSWERS),
      // The holder of the messages tries again and reports it.
      maxRetries: 0,
      createAxiosDefaults: {
        timeout: timeoutMs,
        signal: abort.signal,
        maxContentLength: MAX_ANSWER_BYTES,
        ...followOnly(address.origin, redirectOrigins),
        ...(caPem !== undefined && { httpsAgent: new Agent({ ca: [...rootCertificates, caPem] }) }),
      },
      ...(address.userInfo !== undefined && {
        basicAuthCredentials: { credentialsSource: 'USER_INFO', userInfo: address.userInfo },
      }),
    });
    return { client, abort };
  }

  private checked(answer: unknown): SchemaAnswer {
    const found = readSchemaAnswer(answer);
    if (!found) throw this.noRegistry('no schema');
    return found;
  }

  private noRegistry(sent: string): SchemaRegistryError {
    // The client caches every answer, even one that did not come from a registry.
    this.current = undefined;
    const text = `${this.options.address.origin} does not answer as a schema registry: what it sends is ${sent}.`;
    return new SchemaRegistryError('no-registry', text, {
      hint: 'Check KAFKA_SCHEMA_REGISTRY_URL of the connection: does it need a path, or another port?',
    });
  }
}
