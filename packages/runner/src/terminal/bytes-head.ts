import { printable } from '@proj/diagnostics';

/** Enough to recognise a message. */
const SHOWN_BYTES = 300;

/** The beginning of a key or value: text where it is text, hexadecimal elsewhere, on one line. */
export function bytesHead(bytes: Uint8Array): string {
  if (bytes.length === 0) return '(empty)';
  const head = bytes.subarray(0, SHOWN_BYTES);
  const more = bytes.length > head.length ? '…' : '';
  const text = textOf(head, more !== '');
  return text === undefined ? `0x${Buffer.from(head).toString('hex')}${more}` : `${printable(text)}${more}`;
}

/** Undefined when it is not text. Where it is cut, the last character may be incomplete. */
function textOf(bytes: Uint8Array, isCut: boolean): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: isCut });
    // Binary formats are valid UTF-8 by accident, but hold control characters.
    return /[\0-\u0008\u000E-\u001F]/.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}
