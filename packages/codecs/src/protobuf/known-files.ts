import protobuf from 'protobufjs';

/** Confluent's own decimal, which producers import without a reference. */
const DECIMAL = `
  syntax = "proto3";
  package confluent.type;
  message Decimal { bytes value = 1; uint32 precision = 2; int32 scale = 3; }`;

/**
 * What files extend that define options. What the options are does not matter for reading messages.
 */
const OPTIONS = `
  syntax = "proto2";
  package google.protobuf;
  ${['File', 'Message', 'Field', 'Oneof', 'ExtensionRange', 'Enum', 'EnumValue', 'Service', 'Method']
    .map((what) => `message ${what}Options { extensions 1000 to max; }`)
    .join('\n  ')}`;

const TEXTS: ReadonlyMap<string, string> = new Map([
  ['confluent/type/decimal.proto', DECIMAL],
  ['google/protobuf/descriptor.proto', OPTIONS],
]);

/**
 * Whether a file can be imported without a reference: Google's well-known types, and Confluent's
 * decimal.
 */
export function isKnownFile(name: string): boolean {
  // Confluent's serializer leaves the ending out of the names of references.
  const file = name.endsWith('.proto') ? name : `${name}.proto`;
  return TEXTS.has(file) || protobuf.common.get(file) !== null;
}

/** Adds the files that are known; the others are left out. */
export function addKnownFiles(root: protobuf.Root, names: ReadonlySet<string>): void {
  for (const name of names) {
    const text = TEXTS.get(name);
    if (text !== undefined) {
      protobuf.parse(text, root, { keepCase: true });
      continue;
    }
    // Anybody in this process may have added to these.
    const { nested } = protobuf.common.get(name) ?? {};
    if (nested) root.addJSON(nested);
  }
}
