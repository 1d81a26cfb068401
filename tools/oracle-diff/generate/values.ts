import fc from 'fast-check';

export type Text = fc.Arbitrary<string>;

export const pick = (...texts: readonly string[]): Text => fc.constantFrom(...texts);

/** `odd` in one of `of` cases: what people write by mistake or as an experiment. */
export const mostly = (good: Text, odd: Text, of = 30): Text =>
  fc.oneof({ weight: of - 1, arbitrary: good }, { weight: 1, arbitrary: odd });

/** The text in `n` of `of` cases, otherwise nothing. */
export const sometimes = (of: number, text: Text, n = 1): Text =>
  fc.oneof({ weight: n, arbitrary: text }, { weight: of - n, arbitrary: fc.constant('') });

export const joined = (...parts: readonly Text[]): Text => fc.tuple(...parts).map((texts) => texts.join(''));

/** Upper case as documented, most of the time. */
export const inAnyCase = (name: string): Text =>
  fc
    .constantFrom('upper', 'upper', 'upper', 'upper', 'upper', 'lower', 'title')
    .map((kind) =>
      kind === 'upper' ? name : kind === 'lower' ? name.toLowerCase() : name.charAt(0) + name.slice(1).toLowerCase(),
    );

export const name: Text = pick('x.y', '_k', 'type', 'order', '__value', '__timestamp', 'zip', 'b2');

export const secret: Text = pick(
  '{{ tb_secret("NAME") }}',
  "{{ tb_secret('NAME') }}",
  '{{tb_secret("A_B", "x y")}}',
  "{{ tb_secret('A', '') }}",
  '{{ tb_secret("N", 5) }}',
  '{{  tb_secret( "N" ,"d" )  }}',
);

const word: Text = mostly(
  pick('abc', 'a-b.c', 'host:9092', 'h1:1,h2:2', "it's", 'a/b', 'x=y', '1', '$HOME', 'é', '日本', 'C:\\dir', 'a>b', '*', '@auto', '[1]', '(a)', '-', 'a--b', '%'),
  pick('--', 'a$$b', '>', '{', '}'),
); // prettier-ignore

const quoted: Text = fc
  .tuple(
    pick('"', "'"),
    pick('', 'a', 'a b', 'a  b', 'ab#cd', 'x, y', ' a ', 'a--b', 'a -- b', '{{ tb_secret("Q") }}', "it's", '\\'),
  )
  .map(([quote, inner]) => quote + inner + quote);

/** What a person writes after the name of a setting that takes any text. */
export const anyValue: Text = fc.oneof(
  { weight: 8, arbitrary: word },
  { weight: 3, arbitrary: quoted },
  { weight: 3, arbitrary: secret },
  { weight: 2, arbitrary: joined(word, pick(' ', '  ', '\t'), word) },
  { weight: 1, arbitrary: joined(pick('pre-', 'a:', ''), secret, pick('-post', '/x', '')) },
  { weight: 1, arbitrary: mostly(joined(word, pick('"', "'"), word), joined(quoted, word), 4) },
);

/** After a value. */
export const tail: Text = sometimes(12, pick(' ', '  # note', '\t# note', '#note', ' -- note', " # it's", ' # "x'), 2);

/** Between a name and its value. */
export const gap: Text = fc.oneof(
  { weight: 12, arbitrary: fc.constant(' ') },
  { weight: 2, arbitrary: pick('  ', '\t', ' \t') },
);

export const setting = (key: string, value: Text): Text => joined(inAnyCase(key), gap, value, tail);

/** `NAME >` and its lines, each indented. */
export const block = (key: string, lines: fc.Arbitrary<readonly string[]>): Text =>
  fc
    .tuple(
      inAnyCase(key),
      pick(' >', ' >', ' >', ' >', '  >', '\t>', ' > ', ' > # note'),
      pick('    ', '    ', '    ', '  ', '\t', ' '),
      lines,
      sometimes(8, pick('\n', '\n  \n', '\n    # note', '\n# note')),
    )
    .map(([head, start, indent, all, between]) =>
      [
        head + start,
        ...all.map((line, i) => (i === 1 ? between.replace(/^\n(.*)/s, '$1\n') : '') + indent + line),
      ].join('\n'),
    );
