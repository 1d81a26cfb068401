import type { LiteralPart } from '../model/text-value.js';
import type { TextPiece, ValuePart } from '../model/types.js';

export function mergeLiterals(parts: readonly ValuePart[]): ValuePart[] {
  const out: ValuePart[] = [];
  let run: LiteralPart[] = [];
  const flush = (): void => {
    const [first] = run;
    if (first) out.push(run.length === 1 ? first : joined(run));
    run = [];
  };
  for (const part of parts) {
    if (part.kind === 'literal') {
      run.push(part);
      continue;
    }
    flush();
    out.push(part);
  }
  flush();
  return out;
}

/**
 * Literals that follow each other. Their places are kept where the text is not what the file has.
 */
function joined(run: readonly LiteralPart[]): LiteralPart {
  const pieces: TextPiece[] = [];
  let at = 0;
  let verbatim = true;
  let end = run[0]?.span.start ?? 0;
  const start = end;
  for (const { text, span } of run) {
    pieces.push({ at, start: span.start });
    verbatim &&= span.start === end && span.end - span.start === text.length;
    at += text.length;
    end = span.end;
  }
  const text = run.map((one) => one.text).join('');
  return { kind: 'literal', text, span: { start, end }, ...(verbatim ? {} : { pieces }) };
}
