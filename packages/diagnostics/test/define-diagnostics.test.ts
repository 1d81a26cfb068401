import { describe, expect, expectTypeOf, it } from 'vitest';

import { createSourceFile, defineDiagnostics, message, type Diagnostic, type MessageTemplate } from '../src/index.js';

const shop = defineDiagnostics('shop', {
  closed: { severity: 'error', message: message`The shop ${'name'} is closed.`, hint: message`Try ${'other'}.` },
  busy: { severity: 'warning', message: message`${'count'} people wait.` },
  gone: { severity: 'info', message: message`Nothing is left.` },
});

describe('a table of diagnostics', () => {
  it('a table of diagnostics makes diagnostics with a prefixed code, the severity and the filled message', () => {
    expect(shop.create('busy', { count: 3 })).toEqual({
      code: 'shop/busy',
      severity: 'warning',
      message: '3 people wait.',
    });
    expect(shop.create('gone', {}).message).toBe('Nothing is left.');
  });

  it('a table of diagnostics leaves out a hint that has an empty hole', () => {
    expect(shop.create('closed', { name: 'Nord', other: 'Süd' }).hint).toBe('Try Süd.');
    expect(shop.create('closed', { name: 'Nord', other: undefined })).not.toHaveProperty('hint');
    expect(shop.create('closed', { name: 'Nord' })).not.toHaveProperty('hint');
  });

  it('a table of diagnostics takes values as they are, whatever is in them', () => {
    expect(shop.create('closed', { name: '${other} $& %s' }).message).toBe('The shop ${other} $& %s is closed.');
  });

  it('a table of diagnostics keeps the place', () => {
    const file = createSourceFile('a', 'abc');
    expect(shop.create('gone', {}, { file, span: { start: 0, end: 1 } })).toMatchObject({
      file,
      span: { start: 0, end: 1 },
    });
    expect(Object.keys(shop.create('gone', {}, { file: undefined, span: undefined }))).toEqual([
      'code',
      'severity',
      'message',
    ]);
  });
});

describe('types', () => {
  it('the types require the holes of the message and allow those of the hint', () => {
    expectTypeOf(message`A ${'b'} ${'c'}`).toEqualTypeOf<MessageTemplate<'b' | 'c'>>();
    type Closed = Parameters<typeof shop.create<'closed'>>[1];
    expectTypeOf<Closed>().toExtend<{ readonly name: string | number; readonly other?: string | number | undefined }>();
    expectTypeOf<{ name: string }>().toExtend<Closed>();
    expectTypeOf<{ other: string }>().not.toExtend<Closed>();
    expectTypeOf(shop.create('gone', {})).toEqualTypeOf<Diagnostic>();
    // @ts-expect-error -- the hole of the message is missing
    expect(shop.create('busy', {}).message).toBe('');
    // @ts-expect-error -- there is no such code
    expect(() => shop.create('open', {})).toThrow(TypeError);
  });
});
