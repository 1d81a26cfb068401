import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A schema as it is registered. */
export interface FakeSchema {
  readonly schema: string;
  readonly schemaType?: string;
  readonly references?: readonly { readonly name: string; readonly subject: string; readonly version: number }[];
}

/** Answers instead of the registry, or lets it answer by returning false. */
export type Fault = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * The part of Confluent's API that reading and writing messages takes, in memory, with faults to
 * order.
 */
export class FakeRegistry {
  /** `GET /schemas/ids/1?subject=`, in the order they came. */
  readonly requests: string[] = [];
  /** The `Authorization` headers that came. */
  readonly authorizations = new Set<string>();
  fault: Fault = () => false;
  url = '';
  /** Whether it looks up schemas by GUID: not all registries do. */
  knowsGuids = true;
  private readonly schemas = new Map<number, FakeSchema>();
  private readonly subjects = new Map<string, number[]>();
  private readonly server: Server;

  private constructor(server: Server) {
    this.server = server;
    server.on('request', (request: IncomingMessage, response: ServerResponse) => this.serve(request, response));
  }

  static async start(): Promise<FakeRegistry> {
    const registry = new FakeRegistry(createServer());
    await new Promise<void>((resolve) => registry.server.listen(0, '127.0.0.1', resolve));
    registry.url = `http://127.0.0.1:${(registry.server.address() as AddressInfo).port}`;
    return registry;
  }

  /** Registers as the next version of a subject. Returns the id. */
  register(schema: FakeSchema, subject = `subject-${this.schemas.size + 1}`): number {
    const text = JSON.stringify(schema);
    const known = [...this.schemas].find(([, one]) => JSON.stringify(one) === text)?.[0];
    const id = known ?? this.schemas.size + 1;
    this.schemas.set(id, schema);
    const versions = this.subjects.get(subject) ?? [];
    if (!versions.includes(id)) this.subjects.set(subject, [...versions, id]);
    return id;
  }

  registerAvro(schema: unknown, subject?: string): number {
    return this.register({ schema: typeof schema === 'string' ? schema : JSON.stringify(schema) }, subject);
  }

  /** Every schema has one, made from its id. */
  static guidOf(id: number): string {
    return `89791762-2336-186f-9674-${id.toString(16).padStart(12, '0')}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private serve(request: IncomingMessage, response: ServerResponse): void {
    const { method = '', url = '' } = request;
    this.requests.push(`${method} ${url}`);
    this.authorizations.add(request.headers.authorization ?? 'none');
    if (this.fault(request, response)) return;
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
    request.on('end', () => {
      const path = decodeURIComponent(new URL(url, this.url).pathname);
      const { status, answer } = this.answer(method, path, body);
      response.writeHead(status, { 'content-type': 'application/vnd.schemaregistry.v1+json' });
      response.end(JSON.stringify(answer));
    });
  }

  private answer(method: string, path: string, body: string): { status: number; answer: unknown } {
    const ok = (answer: unknown): { status: number; answer: unknown } => ({ status: 200, answer });
    const missing = (code: number, message: string): { status: number; answer: unknown } => ({
      status: 404,
      answer: { error_code: code, message },
    });
    const [, first, subject = '', versions, version] = path.split('/');
    if (path === '/config') return ok({ compatibilityLevel: 'BACKWARD' });
    if (path === '/subjects') return ok([...this.subjects.keys()]);
    if (first === 'schemas') {
      const isGuid = subject === 'guids';
      // Neither path nor number are known to it, and it says so in other words than of a schema
      // that is not there.
      if (isGuid ? !this.knowsGuids : Number(versions) > 0x7fff_ffff) return missing(404, 'HTTP 404 Not Found');
      const id = isGuid ? [...this.schemas.keys()].find((one) => FakeRegistry.guidOf(one) === versions) : versions;
      const schema = this.schemas.get(Number(id));
      return schema ? ok(schema) : missing(40403, 'Schema not found');
    }
    if (first !== 'subjects') return missing(404, 'HTTP 404 Not Found');
    if (method === 'POST') {
      const { schema, schemaType, references } = JSON.parse(body) as FakeSchema;
      const clean: FakeSchema = {
        schema,
        ...(schemaType !== undefined && { schemaType }),
        ...(references && { references }),
      };
      const id = this.register(clean, subject);
      return ok({
        ...clean,
        id,
        guid: FakeRegistry.guidOf(id),
        subject,
        version: (this.subjects.get(subject) ?? []).indexOf(id) + 1,
      });
    }
    const ids = this.subjects.get(subject);
    if (!ids) return missing(40401, `Subject '${subject}' not found.`);
    const number = version === 'latest' ? ids.length : Number(version);
    const id = ids[number - 1] ?? -1;
    const schema = this.schemas.get(id);
    const known = { ...schema, id, guid: FakeRegistry.guidOf(id), subject, version: number };
    return schema ? ok(known) : missing(40402, `Version ${number} not found.`);
  }
}
