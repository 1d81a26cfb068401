import protobuf from 'protobufjs';
import descriptor from 'protobufjs/ext/descriptor/index.js';
import { BrokenSchema } from '../schema/schema-problem.js';
import type { RegisteredSchema } from '../schema/registered-schema.js';
import { HiddenNames } from './hidden-names.js';
import { addKnownFiles, isKnownFile } from './known-files.js';
import { ProtoEffort } from './proto-effort.js';

/** A schema with everything that it imports, resolved. */
export interface LoadedProto {
  /**
   * The message that a message index leads to: the third one of the file, and in it the first one,
   * is `[2, 0]`.
   */
  message(index: readonly number[]): protobuf.Type | undefined;
  /** The names in the messages are not all as the schema has them. */
  readonly names: HiddenNames;
}

/** The messages that a file declares, in its order, with those inside of them. */
interface Declared {
  readonly name: string;
  readonly inner: readonly Declared[];
}

/**
 * Reads a .proto as a registry keeps it: as text, or as the base64 of its descriptor, which is how
 * some clients register it and what some registries give back as it is.
 *
 * Files that it imports come as references; Google's well-known ones are there. An import that is
 * missing does no harm as long as no type of it is needed: many files are imported for their
 * options alone.
 *
 * @throws BrokenSchema
 */
export function loadProto(schema: RegisteredSchema): LoadedProto {
  try {
    return isDescriptor(schema.text) ? fromDescriptors(schema) : fromTexts(schema);
  } catch (error) {
    if (error instanceof BrokenSchema) throw error;
    throw new BrokenSchema((error as Error).message);
  }
}

const isDescriptor = (text: string): boolean => /^[A-Za-z0-9+/=\s]+$/.test(text);

function fromTexts({ text, references }: RegisteredSchema): LoadedProto {
  const others = references.filter(({ name }) => !isKnownFile(name)).map((one) => one.text);
  const names = new HiddenNames([text, ...others]);
  const effort = new ProtoEffort();
  for (const one of [text, ...others]) effort.file(one);
  const root = new protobuf.Root();
  const imports = new Set<string>();
  const parse = (file: string): protobuf.IParserResult => {
    const parsed = protobuf.parse(names.hide(file), root, { keepCase: true });
    for (const name of [...(parsed.imports ?? []), ...(parsed.weakImports ?? [])]) imports.add(name);
    return parsed;
  };
  // Before the others: as long as it is alone in the root, its messages can be distinguished from
  // theirs.
  const prefix = parse(text).package ?? '';
  const own = declaredIn(prefix === '' ? root : root.lookup(prefix));
  for (const other of others) parse(other);
  addKnownFiles(root, imports);
  root.resolveAll();
  return { message: (index) => find(root, prefix, own, index), names };
}

function declaredIn(space: protobuf.ReflectionObject | null): readonly Declared[] {
  if (!(space instanceof protobuf.Namespace)) return [];
  const types = space.nestedArray.filter((one) => one instanceof protobuf.Type);
  return types.map((type) => ({ name: type.name, inner: declaredIn(type) }));
}

/** The parts of descriptor.proto that identify messages. */
interface FileDescriptor {
  readonly name: string;
  readonly package?: string;
  readonly dependency: readonly string[];
  readonly messageType: readonly MessageDescriptor[];
}

interface MessageDescriptor {
  readonly name: string;
  readonly field: readonly unknown[];
  readonly nestedType: readonly MessageDescriptor[];
  readonly options?: { readonly mapEntry?: boolean } | null;
}

/** What the extension for descriptors adds to protobufjs, and its declarations do not say. */
type Describable = protobuf.Root & { toDescriptor(edition: string): protobuf.Message };
interface FromDescriptor {
  fromDescriptor(set: protobuf.Message): protobuf.Root;
}

function fromDescriptors({ text, references }: RegisteredSchema): LoadedProto {
  const { FileDescriptorProto, FileDescriptorSet } = descriptor;
  const read = (base64: string): FileDescriptor & protobuf.Message =>
    FileDescriptorProto.decode(Buffer.from(base64, 'base64')) as unknown as FileDescriptor & protobuf.Message;
  const file = read(text);
  const others = references.map((one) => read(one.text)).filter(({ name }) => !isKnownFile(name));
  const files = [...others, file];
  const effort = new ProtoEffort();
  for (const one of files) countParts(one, effort);
  // No file is named, as none is known before it has been read.
  const names = new HiddenNames([text, ...references.map((one) => one.text)]);
  for (const one of files) hideNames(one, names);
  const known = new protobuf.Root();
  addKnownFiles(known, new Set(files.flatMap(({ dependency }) => dependency)));
  const knownFiles = (
    (known as Describable).toDescriptor('proto3') as unknown as { readonly file: readonly protobuf.Message[] }
  ).file;
  const root = (protobuf.Root as typeof protobuf.Root & FromDescriptor).fromDescriptor(
    FileDescriptorSet.create({ file: [...knownFiles, ...files] }),
  );
  const own = file.messageType.map(declaredBy);
  return { message: (index) => find(root, file.package ?? '', own, index), names };
}

/** Counts what a descriptor declares, message by message. */
function countParts(one: object, effort: ProtoEffort): void {
  let own = 0;
  for (const part of Object.values(one) as readonly unknown[]) {
    if (!Array.isArray(part)) continue;
    for (const element of part as readonly unknown[]) {
      own++;
      if (typeof element === 'object' && element !== null) countParts(element, effort);
    }
  }
  effort.parts(own);
}

/** What of a descriptor are names, or refers to names. */
const NAMING: ReadonlySet<string> = new Set([
  'name',
  'package',
  'typeName',
  'extendee',
  'inputType',
  'outputType',
  'defaultValue',
]);

function hideNames(one: object, names: HiddenNames): void {
  for (const [key, part] of Object.entries(one) as readonly (readonly [string, unknown])[]) {
    if (typeof part === 'string') {
      if (NAMING.has(key)) (one as Record<string, unknown>)[key] = names.hide(part);
    } else if (Array.isArray(part)) {
      for (const element of part as readonly unknown[])
        if (typeof element === 'object' && element !== null) hideNames(element, names);
    }
  }
}

const declaredBy = ({ name, nestedType }: MessageDescriptor): Declared => ({
  name,
  // A map is written as a message of its own, which no index counts.
  inner: nestedType.filter(({ options }) => options?.mapEntry !== true).map(declaredBy),
});

function find(
  root: protobuf.Root,
  prefix: string,
  declared: readonly Declared[],
  index: readonly number[],
): protobuf.Type | undefined {
  let name = prefix;
  let candidates = declared;
  for (const i of index) {
    const found = candidates[i];
    if (!found) return undefined;
    name = name === '' ? found.name : `${name}.${found.name}`;
    candidates = found.inner;
  }
  return root.lookupType(`.${name}`);
}
