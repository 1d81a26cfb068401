/**
 * A piece of SQL: a comment, a string, a quoted name, a word or number, an operator. None can go
 * back over what it has read, so that reading takes time in proportion to the text.
 */
const PIECE =
  /--[^\n]*|'(?:\\.|''|[^'\\])*'?|`[^`]*`?|"(?:\\.|[^"\\])*"?|[\p{L}\p{N}_$.]+|<=>|->|::|\|\||[<>!=]=|<>|\S/gsu;
const QUOTED_WORD = /^(?:`[A-Za-z_]\w*`|"[A-Za-z_]\w*")$/;

/**
 * Whether two pieces of SQL say the same: blanks, comments and quotes around plain names do not
 * count.
 */
export function sameSql(a: string, b: string): boolean {
  if (a === b) return true;
  const [left, right] = [piecesOf(a), piecesOf(b)];
  return left.length === right.length && left.every((piece, i) => piece === right[i]);
}

function piecesOf(text: string): readonly string[] {
  return (text.match(PIECE) ?? [])
    .filter((piece) => !piece.startsWith('--'))
    .map((piece) => (QUOTED_WORD.test(piece) ? piece.slice(1, -1) : piece));
}
