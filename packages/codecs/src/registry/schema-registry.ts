import { printable } from '@proj/diagnostics';
import { NotRegistered } from './classify.js';
import { Lru } from './lru.js';
import type { RegisteredSchema, SchemaId } from '../schema/registered-schema.js';
import { RegistryClient } from './registry-client.js';
import { checkRedirectOrigin } from './redirects.js';
import { SchemaRegistryError } from './registry-error.js';
import { readRegistryUrl } from './registry-url.js';
import { resolveReferences } from './resolve-references.js';
import { charactersOf, KEPT_SCHEMA_CHARACTERS } from './schema-size.js';

/** Which registry, and how patient and forgetful to be with it. */
export interface SchemaRegistryOptions {
  /** `https://user:password@host/path`; user, password and path where the registry wants them. */
  readonly url: string;
  /** How long one answer may take. @default 10_000 */
  readonly timeoutMs?: number;
  /** Schemas that are kept. The one not used for longest goes first. @default 1_000 */
  readonly maxSchemas?: number;
  /**
   * How long the registry is asked again for an id that it does not know, before it is believed and
   * the messages with that id fail. Replicas of a registry lag behind the producer that registered
   * a schema. @default 10_000
   */
  readonly unknownIdWindowMs?: number;
  /** How long it is then believed, before it is asked once more. @default 300_000 */
  readonly unknownIdMemoryMs?: number;
  /**
   * Other origins that the registry may send a request on to: `https://registry-2.example.com`,
   * scheme, host and port. They never get user and password.
   *
   * @default none: a redirect to another origin is refused, `codecs/registry-redirect`
   */
  readonly redirectOrigins?: readonly string[];
  /**
   * Certificates to trust besides those that Node.js brings along, in PEM. Those of
   * NODE_EXTRA_CA_CERTS then do not count.
   */
  readonly caPem?: string;
  /** For tests. @default Date.now */
  readonly now?: () => number;
}

/**
 * A schema registry with Confluent's API: what its users share, caches and requests under way
 * included.
 */
export interface SchemaRegistry {
  /** Its address without user and password. */
  readonly origin: string;
  /**
   * Gets a schema with all that it refers to; from memory when it is there, sharing the request
   * with everyone who asks for the same schema at the same time. `undefined` when the registry does
   * not know it, and has said so for `unknownIdWindowMs`.
   *
   * @throws SchemaRegistryError when the registry could not be asked, or does not know the id for
   * the first time
   */
  schema(id: SchemaId): Promise<RegisteredSchema | undefined>;
  /**
   * Asks for the names of its subjects, which takes a network, a registry, a user, a password and
   * the right to read.
   *
   * @throws SchemaRegistryError
   */
  check(): Promise<{ readonly subjects: number }>;
  /** Gives up all requests under way. It can be asked again afterwards. */
  close(): void;
}

/**
 * Connects to a schema registry. Nothing is loaded or asked before the first schema is needed.
 *
 * @throws TypeError when the URL is not valid
 * @throws RangeError when one of `redirectOrigins` is not an origin
 */
export function createSchemaRegistry(options: SchemaRegistryOptions): SchemaRegistry {
  return new Registry(options);
}

/** How many times `timeoutMs` a schema may take with all that it refers to. */
const PATIENCE = 10;

/** More than the messages of a batch: else a batch of garbage would never be done with. */
const MAX_UNKNOWN = 100_000;

/** Longer than the engine waits between two attempts for a schema. */
const WAITING_MS = 300_000;

/** How much of a type's name is kept; the real ones have 4 to 8 characters. */
const LONGEST_TYPE = 40;

/** When an id was asked for and not known: for the first and for the last time. */
interface Unknown {
  readonly first: number;
  readonly last: number;
}

class Registry implements SchemaRegistry {
  readonly origin: string;
  /** A type of schema as texts may quote it. */
  private readonly shown: (type: unknown) => string;
  private readonly client: RegistryClient;
  private readonly windowMs: number;
  private readonly memoryMs: number;
  private readonly now: () => number;
  private readonly patienceMs: number;
  private readonly schemas: Lru<SchemaId, RegisteredSchema>;
  private readonly unknown: Lru<SchemaId, Unknown>;
  private readonly underWay = new Map<SchemaId, Promise<RegisteredSchema | undefined>>();

  constructor(options: SchemaRegistryOptions) {
    const { url, timeoutMs = 10_000, maxSchemas = 1_000, redirectOrigins = [], caPem, now = Date.now } = options;
    const address = readRegistryUrl(url);
    this.origin = address.origin;
    this.shown = (type) => printable(address.redact(String(type))).slice(0, LONGEST_TYPE);
    this.windowMs = options.unknownIdWindowMs ?? 10_000;
    this.memoryMs = options.unknownIdMemoryMs ?? 300_000;
    this.now = now;
    for (const origin of redirectOrigins) checkRedirectOrigin(origin);
    this.client = new RegistryClient({ address, timeoutMs, maxSchemas, redirectOrigins, caPem });
    this.schemas = new Lru(maxSchemas, KEPT_SCHEMA_CHARACTERS);
    this.patienceMs = PATIENCE * timeoutMs;
    this.unknown = new Lru(MAX_UNKNOWN);
  }

  async schema(id: SchemaId): Promise<RegisteredSchema | undefined> {
    const known = this.schemas.get(id);
    if (known) return known;
    const missing = this.unknown.get(id);
    const now = this.now();
    if (missing && missing.last - missing.first >= this.windowMs && now - missing.last < this.memoryMs)
      return undefined;
    let request = this.underWay.get(id);
    if (!request) {
      request = this.ask(id).finally(() => this.underWay.delete(id));
      this.underWay.set(id, request);
    }
    return request;
  }

  async check(): Promise<{ readonly subjects: number }> {
    return { subjects: await this.client.countSubjects() };
  }

  close(): void {
    this.client.close();
  }

  private async ask(id: SchemaId): Promise<RegisteredSchema | undefined> {
    try {
      const answer = await this.client.byId(id);
      const started = performance.now();
      const references = await resolveReferences(answer, (one) => {
        // Each answer may be in time, and five hundred of them take hours.
        if (performance.now() - started > this.patienceMs) throw this.tooSlow(id);
        return this.client.byVersion(one);
      });
      const found: RegisteredSchema = { type: this.shown(answer.type), text: answer.text, references };
      this.schemas.set(id, found, charactersOf(found));
      this.unknown.delete(id);
      return found;
    } catch (error) {
      if (error instanceof NotRegistered) return this.notKnown(id, error);
      throw error;
    }
  }

  private tooSlow(id: SchemaId): SchemaRegistryError {
    const text = `The schema registry ${this.origin} did not give all that schema ${id} refers to within ${this.patienceMs} ms.`;
    return new SchemaRegistryError('timeout', text, { hint: 'Check how busy the registry and the way to it are.' });
  }

  /** Not believed at once. */
  private notKnown(id: SchemaId, { message }: NotRegistered): undefined {
    const last = this.now();
    const before = this.unknown.get(id);
    const isBelieved = before !== undefined && before.last - before.first >= this.windowMs;
    // Asked for long ago and not again until now, it was not waited for.
    const goesOn = before !== undefined && (isBelieved || last - before.last <= WAITING_MS);
    const first = goesOn ? before.first : last;
    this.unknown.set(id, { first, last });
    if (last - first >= this.windowMs) return undefined;
    const text = `The schema registry ${this.origin} does not know schema ${id}: ${message}.`;
    throw new SchemaRegistryError('unknown-schema', text, {
      hint: `It is asked again; after ${this.windowMs} ms the messages with this id are quarantined.`,
    });
  }
}
