import type { Diagnostic } from '@proj/diagnostics';
import { mappingDiagnostics } from '../contract/messages.js';

/** One step of a path that compiles to plain property access. */
export type PathStep =
  /** `.name`, `['name']`, `[7]` */
  | { readonly kind: 'member'; readonly name: string }
  /** `[:]`: the elements of an array */
  | { readonly kind: 'elements' }
  /** `[*]`, `.*`: the elements of an array, or the values of an object */
  | { readonly kind: 'children' };

/** What a JSONPath says, or what is wrong with it (spans count in the path). */
export type ParsedPath =
  | { readonly kind: 'plain'; readonly steps: readonly PathStep[] }
  /**
   * Valid, but not plain property access: left to jsonpath-plus. `many`: it selects any number of
   * values.
   */
  | { readonly kind: 'general'; readonly many: boolean }
  | { readonly kind: 'mistake'; readonly diagnostic: Diagnostic };

type Mistake = Extract<ParsedPath, { kind: 'mistake' }>;

/** A step, or how the path stops being plain. `end`: where the next one begins. */
type ReadStep =
  | (PathStep & { readonly end: number })
  | { readonly kind: 'general'; readonly many: boolean; readonly end: number }
  | Mistake;

const SLICE = /^-?\d*:-?\d*:?\d*$/;
const TYPE_OPERATOR = /@(?:null|boolean|number|string|integer|undefined|nonFinite|scalar|array|object|function)\(\)/;
/**
 * Names that jsonpath-plus takes for operators wherever they stand; next to general steps they
 * cannot be meant literally.
 */
const NOT_LITERAL = /[;,^~`]|^[@(?$*]|#\d|%@%|^-?\d*:/;

/**
 * Characters of a path. People do not write longer ones by hand, and `[*][*][*]…` costs memory for
 * every step.
 */
const LONGEST_PATH = 1_000;

export function parsePath(path: string): ParsedPath {
  if (path.length > LONGEST_PATH) {
    const advice = `A path has at most ${LONGEST_PATH} characters.`;
    return mistake('path-syntax', { found: `character ${LONGEST_PATH + 1}`, advice }, LONGEST_PATH, path.length);
  }
  const blank = /\s+|`+/.exec(path);
  if (blank) {
    const what = blank[0].startsWith('`') ? 'a back-tick' : 'white space';
    return mistake('path-character', { what }, blank.index, blank.index + blank[0].length);
  }
  if (!path.startsWith('$')) {
    const suggestion = /^[\w-]+(?:[.[]|$)/.test(path) ? `$.${path}` : /^[.[]/.test(path) ? `$${path}` : undefined;
    return mistake('path-root', { suggestion }, 0, path.length);
  }
  const steps: PathStep[] = [];
  let general = false;
  let many = false;
  for (let at = 1; at < path.length;) {
    const step = readStep(path, at);
    if (step.kind === 'mistake') return step;
    if (step.kind === 'general') {
      general = true;
      many ||= step.many;
    } else {
      many ||= step.kind !== 'member';
      if (step.kind === 'member' && NOT_LITERAL.test(step.name) && (general || hasGeneralAfter(path, step.end))) {
        const advice = 'Use it in a path of plain members only.';
        return mistake('path-syntax', { found: `the name ${step.name}`, advice }, at, step.end);
      }
      steps.push(step);
    }
    at = step.end;
  }
  return general ? { kind: 'general', many } : { kind: 'plain', steps };
}

function hasGeneralAfter(path: string, from: number): boolean {
  for (let at = from; at < path.length;) {
    const step = readStep(path, at);
    if (step.kind === 'general') return true;
    if (step.kind === 'mistake') return false;
    at = step.end;
  }
  return false;
}

function readStep(path: string, at: number): ReadStep {
  if (path.startsWith('..', at)) return readDescendants(path, at);
  if (path[at] === '.') return readDotted(path, at, at + 1);
  if (path[at] === '[') return readBracketed(path, at);
  if (path[at] === '^' || path[at] === '~') return { kind: 'general', many: false, end: at + 1 };
  return wrong(path, at, at + 1, 'Members follow a point, positions stand in brackets.');
}

function readDescendants(path: string, at: number): ReadStep {
  const next = at + 2;
  if (next === path.length) return mistake('path-empty-member', {}, at, next);
  const step = path[next] === '[' ? readBracketed(path, next) : readDotted(path, next - 1, next);
  return step.kind === 'mistake' ? step : { kind: 'general', many: true, end: step.end };
}

/** The name after a point. */
function readDotted(path: string, point: number, from: number): ReadStep {
  let end = from;
  while (end < path.length && path[end] !== '.' && path[end] !== '[') end++;
  const name = path.slice(from, end);
  if (/^\??\(/.test(name)) return script(path, from);
  if (name === '') {
    const suggestion = path[end] === '[' ? `${path.slice(0, point)}${path.slice(end)}` : undefined;
    return mistake('path-empty-member', { suggestion }, point, from);
  }
  const odd = /[\]'"]/.exec(name);
  if (odd) return wrong(path, from + odd.index, from + odd.index + 1, `Write ['…'] for a name with such characters.`);
  if (name === '*') return { kind: 'children', end };
  if (SLICE.test(name) || name.includes(',')) return { kind: 'general', many: true, end };
  if (TYPE_OPERATOR.test(name) || /[~^]/.test(name)) return { kind: 'general', many: false, end };
  return { kind: 'member', name, end };
}

function readBracketed(path: string, at: number): ReadStep {
  const quote = path[at + 1];
  if (quote === "'" || quote === '"') return readQuoted(path, at, quote);
  if (/^\??\(/.test(path.slice(at + 1, at + 3))) return script(path, at);
  const close = path.indexOf(']', at);
  if (close < 0) return mistake('path-unclosed', { closing: ']' }, at, path.length);
  const end = close + 1;
  const content = path.slice(at + 1, close);
  if (content === '')
    return mistake('path-empty-member', { suggestion: '[:] for all elements, [0] for the first' }, at, end);
  if (content === ':') return { kind: 'elements', end };
  if (content === '*') return { kind: 'children', end };
  if (/^-\d+$/.test(content)) return wrong(path, at + 1, close, `Write [${content}:] to count from the end.`);
  if (SLICE.test(content)) return { kind: 'general', many: true, end };
  const odd = /['"()?@[]/.exec(content);
  if (odd) return wrong(path, at + 1 + odd.index, at + 2 + odd.index, `Write ['…'] for a name with such characters.`);
  if (!content.includes(',')) return { kind: 'member', name: content, end };
  const empty = /^,|,,|,$/.exec(content);
  if (empty)
    return wrong(
      path,
      at + 1 + empty.index,
      at + 1 + empty.index + empty[0].length,
      'Names are separated by single commas.',
    );
  return { kind: 'general', many: true, end };
}

function readQuoted(path: string, at: number, quote: string): ReadStep {
  const close = path.indexOf(quote, at + 2);
  if (close < 0) return mistake('path-unclosed', { closing: `${quote}]` }, at, path.length);
  if (close + 1 === path.length) return mistake('path-unclosed', { closing: ']' }, at, path.length);
  if (path[close + 1] !== ']') return wrong(path, close + 1, close + 2, 'A bracket holds one quoted name.');
  if (close === at + 2) return mistake('path-empty-member', {}, at, close + 2);
  return { kind: 'member', name: path.slice(at + 2, close), end: close + 2 };
}

function script(path: string, at: number): Mistake {
  const close = path.indexOf(')]', at);
  return mistake('path-script', {}, at, close < 0 ? path.length : close + 2);
}

const wrong = (path: string, start: number, end: number, advice: string): Mistake =>
  mistake('path-syntax', { found: path.slice(start, end), advice }, start, end);

type PathCode = 'path-root' | 'path-character' | 'path-empty-member' | 'path-unclosed' | 'path-syntax' | 'path-script';

type Hole = 'what' | 'suggestion' | 'closing' | 'found' | 'advice';

function mistake(
  code: PathCode,
  holes: Readonly<Partial<Record<Hole, string | undefined>>>,
  start: number,
  end: number,
): Mistake {
  // Holes of messages are always given; a hint whose hole is not is left out.
  const values = holes as Readonly<Record<Hole, string>>;
  return { kind: 'mistake', diagnostic: mappingDiagnostics.create(code, values, { span: { start, end } }) };
}
