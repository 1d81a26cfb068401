import { createSourceFile, type Diagnostic } from '@proj/diagnostics';

import { datafileDiagnostics } from '../reporting/messages.js';
import { decodeUtf8 } from './decode-utf8.js';
import { readProjectFile, unreadableFile } from './read-project-file.js';

/**
 * The text of a file, or why it has none. Never throws for what is on the disk.
 *
 * @param folder The file must lie in it, wherever links lead.
 */
export function readDatafile(
  path: string,
  shown: string,
  folder: string,
): { readonly text: string } | { readonly diagnostic: Diagnostic } {
  const read = readProjectFile(path, { shown, folder });
  if (read.kind === 'refused') return { diagnostic: read.diagnostic };
  if (read.kind === 'missing') return { diagnostic: unreadableFile(shown, 'there is no such file') };
  const { bytes } = read;
  const decoded = decodeUtf8(bytes);
  if (decoded.wrongAt === undefined) return { text: decoded.text };
  // What can be shown of the file: its text with a mark for each wrong byte, and the place of the
  // first.
  const file = createSourceFile(shown, decoded.text);
  const byte = `0x${(bytes[decoded.wrongAt] ?? 0).toString(16).toUpperCase().padStart(2, '0')}`;
  const values = { byte, offset: decoded.wrongAt };
  const span = { start: decoded.wrongIndex, end: decoded.wrongIndex + 1 };
  return { diagnostic: datafileDiagnostics.create('invalid-utf8', values, { file, span }) };
}
