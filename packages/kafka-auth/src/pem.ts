/** What is wrong with a PEM text. */
interface PemProblem {
  /** Line of the text, from 1. */
  readonly line: number;
  readonly what: string;
  readonly advice: string;
}

/** Certificates as OpenSSL reads them, or what is wrong with the first part that is wrong. */
type PemResult = { readonly pem: string } | { readonly problem: PemProblem };

interface Piece {
  readonly text: string;
  readonly line: number;
}

const MARKER = /^-----(BEGIN|END) ([A-Z\d ]+)-----$/;
const CERTIFICATE = /^(?:X509 )?CERTIFICATE$/;
const COPY_AGAIN = 'Copy the whole file again, with its BEGIN and END lines.';

/**
 * Checks that a text is one or more PEM certificates, and tidies it: indentation goes, line breaks written as
 * `\n` become real, and certificates whose lines were joined by blanks (as environment variables do) are taken
 * apart. Text between certificates is left out. What is in the certificates is not looked at.
 */
export function readCertificates(text: string): PemResult {
  const kept: string[] = [];
  let open: { readonly label: string; readonly line: number; length: number } | undefined;
  let lastLine = 1;

  for (const { text: piece, line } of pieces(text)) {
    lastLine = line;
    const [, edge, label = ''] = MARKER.exec(piece) ?? [];
    if (edge === 'BEGIN') {
      if (open) return wrong(line, 'a certificate begins inside another', COPY_AGAIN);
      if (!CERTIFICATE.test(label)) {
        const what = label.endsWith('PRIVATE KEY')
          ? 'a private key begins'
          : 'something other than a certificate begins';
        return wrong(line, what, 'Give the certificates of the authority here, nothing else.');
      }
      open = { label, line, length: 0 };
      kept.push(piece);
    } else if (edge === 'END') {
      if (!open) return wrong(line, 'a certificate ends that did not begin', COPY_AGAIN);
      if (open.label !== label) return wrong(line, 'BEGIN and END do not match', COPY_AGAIN);
      if (open.length === 0 || open.length % 4 !== 0) return wrong(line, 'a certificate ends too early', COPY_AGAIN);
      open = undefined;
      kept.push(piece);
    } else if (open) {
      if (!/^[A-Za-z\d+/]+={0,2}$/.test(piece)) return wrong(line, 'there is something that is not base64', COPY_AGAIN);
      open.length += piece.length;
      kept.push(piece);
    } else if (isBrokenMarker(piece)) {
      return wrong(
        line,
        'there is a broken BEGIN or END line',
        'It must be -----BEGIN CERTIFICATE----- with five dashes.',
      );
    }
  }
  if (open) return wrong(open.line, 'a certificate without an END line begins', COPY_AGAIN);
  if (kept.length === 0)
    return wrong(lastLine, 'no certificate has begun', 'It must begin with -----BEGIN CERTIFICATE-----.');
  return { pem: `${kept.join('\n')}\n` };
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
