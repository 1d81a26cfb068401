import { readFile } from 'node:fs/promises';

import { createSourceFile, type Diagnostic } from '@proj/diagnostics';

import { datafileDiagnostics } from '../messages.js';
import { decodeUtf8 } from './decode-utf8.js';

/** The text of a file, or why it has none. Never rejects for what is on the disk. */
export async function readDatafile(
  path: string,
  shown: string,
): Promise<{ readonly text: string } | { readonly diagnostic: Diagnostic }> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown reason';
    const file = createSourceFile(shown, '');
    return { diagnostic: datafileDiagnostics.create('unreadable-file', { file: shown, reason }, { file }) };
  }
  const decoded = decodeUtf8(bytes);
  if (decoded.wrongAt === undefined) return { text: decoded.text };
  // What can be shown of the file: its text with a mark for each wrong byte, and the place of the first.
  const file = createSourceFile(shown, decoded.text);
  const byte = `0x${(bytes[decoded.wrongAt] ?? 0).toString(16).toUpperCase().padStart(2, '0')}`;
  const values = { byte, offset: decoded.wrongAt };
  const span = { start: decoded.wrongIndex, end: decoded.wrongIndex + 1 };
  return { diagnostic: datafileDiagnostics.create('invalid-utf8', values, { file, span }) };
}
