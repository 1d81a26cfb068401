/** What is wrong with a PEM text. */
export interface PemProblem {
  /** Line of the text, from 1. */
  readonly line: number;
  readonly what: string;
  readonly advice: string;
}

/** From one BEGIN line to its END line, tidied. */
export interface PemBlock {
  readonly pem: string;
  /** Of its BEGIN line, from 1. */
  readonly line: number;
}

/** Blocks as OpenSSL reads them, or what is wrong with the first part that is wrong. */
export type PemResult = { readonly blocks: readonly PemBlock[] } | { readonly problem: PemProblem };

/** What a setting holds. */
export type PemKind = keyof typeof kinds;

const kinds = {
  certificate: {
    noun: 'certificate',
    label: /^(?:X509 )?CERTIFICATE$/,
    skipped: /^$/,
    first: '-----BEGIN CERTIFICATE-----',
    only: 'Give certificates here, nothing else.',
    several: true,
  },
  'private key': {
    noun: 'private key',
    label: /^(?:(?:RSA|EC|DSA|ENCRYPTED) )?PRIVATE KEY$/,
    // OpenSSL writes the name of the curve before the key.
    skipped: /^EC PARAMETERS$/,
    first: '-----BEGIN PRIVATE KEY-----',
    only: 'Give the private key here, nothing else.',
    several: false,
  },
} as const;

interface Piece {
  readonly text: string;
  readonly line: number;
}

interface OpenBlock {
  readonly label: string;
  readonly line: number;
  readonly pieces: string[];
  length: number;
}

const MARKER = /^-----(BEGIN|END) ([A-Z\d ]+)-----$/;
const COPY_AGAIN = 'Copy the whole file again, with its BEGIN and END lines.';

/**
 * Checks that a text is one or more PEM blocks of a kind, and tidies it: indentation goes, line
 * breaks written as `\n` become real, and blocks whose lines were joined by blanks (as environment
 * variables do) are taken apart. Text between blocks is left out. What is in the blocks is not
 * looked at.
 */
export function readPem(text: string, kind: PemKind): PemResult {
  const { noun, label: wanted, skipped, first, only, several } = kinds[kind];
  const blocks: PemBlock[] = [];
  let open: OpenBlock | undefined;
  let lastLine = 1;

  for (const { text: piece, line } of pieces(text)) {
    lastLine = line;
    const [, edge, label = ''] = MARKER.exec(piece) ?? [];
    if (edge === 'BEGIN') {
      if (open) return wrong(line, `a ${noun} begins inside another`, COPY_AGAIN);
      if (!wanted.test(label) && !skipped.test(label)) return wrong(line, `${nounOf(label, noun)} begins`, only);
      if (blocks.length > 0 && !several && !skipped.test(label)) return wrong(line, `a second ${noun} begins`, only);
      open = { label, line, pieces: [piece], length: 0 };
    } else if (edge === 'END') {
      if (!open) return wrong(line, `a ${noun} ends that did not begin`, COPY_AGAIN);
      if (open.label !== label) return wrong(line, 'BEGIN and END do not match', COPY_AGAIN);
      if (open.length === 0 || open.length % 4 !== 0) return wrong(line, `a ${noun} ends too early`, COPY_AGAIN);
      if (!skipped.test(label)) blocks.push({ pem: `${[...open.pieces, piece].join('\n')}\n`, line: open.line });
      open = undefined;
    } else if (open) {
      if (!/^[A-Za-z\d+/]+={0,2}$/.test(piece)) return wrong(line, 'there is something that is not base64', COPY_AGAIN);
      open.length += piece.length;
      open.pieces.push(piece);
    } else if (isBrokenMarker(piece)) {
      return wrong(line, 'there is a broken BEGIN or END line', `It must be ${first} with five dashes.`);
    }
  }
  if (open) return wrong(open.line, `a ${noun} without an END line begins`, COPY_AGAIN);
  if (blocks.length === 0) return wrong(lastLine, `no ${noun} has begun`, `It must begin with ${first}.`);
  return { blocks };
}

/** Whether a private key needs a password, in either of its two forms. */
export const isEncrypted = (text: string): boolean =>
  /-----BEGIN ENCRYPTED PRIVATE KEY-----|Proc-Type:\s*4,\s*ENCRYPTED/.test(text);

function nounOf(label: string, wanted: string): string {
  if (label.endsWith('PRIVATE KEY')) return 'a private key';
  return label.endsWith('CERTIFICATE') ? 'a certificate' : `something other than a ${wanted}`;
}

const isBrokenMarker = (text: string): boolean => text.includes('--') && /BEGIN|END/.test(text);

const wrong = (line: number, what: string, advice: string): PemResult => ({ problem: { line, what, advice } });

/** Markers, and what is between them word by word; each with the line it stands in. */
function* pieces(text: string): Generator<Piece> {
  for (const [index, line] of text.split(/\r\n|\r|\n|\\r\\n|\\n/).entries()) {
    for (const part of line.split(/(-----(?:BEGIN|END) [A-Z\d ]+-----)/)) {
      const words = MARKER.test(part) || isBrokenMarker(part) ? [part.trim()] : part.split(/\s+/);
      for (const word of words) if (word !== '') yield { text: word, line: index + 1 };
    }
  }
}
