/**
 * The positions of a character in SQL, outside quotes and outside parentheses that were opened
 * before it.
 */
export function* topLevel(text: string, wanted: string): Iterable<number> {
  let depth = 0;
  let quote = '';
  for (let i = 0; i < text.length; i++) {
    const character = text[i] ?? '';
    if (quote !== '') {
      if (character === '\\') i++;
      else if (character === quote) quote = '';
      continue;
    }
    if (character === "'" || character === '`' || character === '"') quote = character;
    else if (character === '(' || character === '[') depth++;
    else if (character === ')' || character === ']') depth--;
    if (depth === 0 && character === wanted) yield i;
  }
}

/** `(a, b)` is `a, b`; `(a), (b)` stays. */
export function withoutParentheses(expression: string): string {
  const text = expression.trim();
  if (!text.startsWith('(')) return text;
  const [end] = topLevel(text, ')');
  return end === text.length - 1 ? withoutParentheses(text.slice(1, -1)) : text;
}

/** A list of expressions as a key needs it; users leave the parentheses out. */
export function asKey(expression: string): string {
  const text = withoutParentheses(expression);
  const [comma] = topLevel(text, ',');
  return comma === undefined ? text : `(${text})`;
}
