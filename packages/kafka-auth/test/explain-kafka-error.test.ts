import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainKafkaError } from '../src/explain.js';
import { readClientText } from '../src/explain/client-error.js';
import { explanations } from '../src/explain/explanations.js';
import { seenFailures } from './seen-errors.js';

describe('what a client said', () => {
  it.each(seenFailures.map((one) => [one.what, one] as const))("a client's error about %s is explained", (_, seen) => {
    const explained = explainKafkaError(seen.errors, seen.connection);
    expect(explained).toMatchObject({ code: seen.code, message: seen.message });
    for (const text of [explained.message, explained.cause, explained.advice]) {
      expect(text).toMatch(/^[A-Z].*[^.]\.$/s);
      expect(text).not.toMatch(/undefined|thrd|librdkafka|planted/);
    }
    expect(explained.said).not.toMatch(/thrd|after [0-9]+ms|suppressed|planted/);
  });

  it("a client's error is explained alike in whatever order its parts arrive", () => {
    fc.assert(
      fc.property(
        fc
          .constantFrom(...seenFailures)
          .chain((seen) =>
            fc
              .shuffledSubarray([...seen.errors], { minLength: seen.errors.length })
              .map((errors) => [seen, errors] as const),
          ),
        ([seen, errors]) => {
          expect(explainKafkaError(errors, seen.connection).code).toBe(seen.code);
        },
      ),
    );
  });
});

describe('the table', () => {
  it('the table has something for any error', () => {
    const connection = { brokers: 'a:1', protocol: 'SASL_SSL' };
    expect(explainKafkaError([], connection).code).toBe('kafka/client-error');
    fc.assert(
      fc.property(fc.record({ code: fc.integer() }), fc.string(), ({ code }, message) => {
        expect(explainKafkaError({ code, message }, connection).message).toMatch(/^[A-Z]/);
      }),
    );
  });

  it('the table has one row for each kind', () => {
    const kinds = explanations.map((one) => one.kind);
    expect(new Set(kinds).size).toBe(kinds.length);
  });

  it('an explanation says which connection it is about', () => {
    const { message } = explainKafkaError({ code: 29 }, { name: 'shop', brokers: 'a:1', protocol: 'SASL_SSL' });
    expect(message).toBe('Connection shop: the user may not read a topic at a:1.');
  });
});

it.each([
  ['plain words', { broker: undefined, isFirstContact: false, state: undefined, said: 'plain words' }],
  [
    '[thrd:sasl_ssl://h:1/bootstrap]: sasl_ssl://h:1/bootstrap: It failed (after 3ms in state UP, 2 identical error(s) suppressed)',
    { broker: 'h:1', isFirstContact: true, state: 'UP', said: 'It failed' },
  ],
  [
    '[thrd:GroupCoordinator]: GroupCoordinator: h:1: Gone (after 0ms in state AUTH_HANDSHAKE)',
    { broker: 'h:1', isFirstContact: false, state: 'AUTH_HANDSHAKE', said: 'Gone' },
  ],
  [
    'ssl://[::1]:9093/2: Gone (after 9ms in state DOWN)',
    { broker: '[::1]:9093', isFirstContact: false, state: 'DOWN', said: 'Gone' },
  ],
])('a text is taken apart: %s', (text, parts) => {
  expect(readClientText(text)).toEqual(parts);
});

it('takes a text apart at the first note when several look like the note at its end', () => {
  const { said, state } = readClientText('Gone (after 1ms in state UP) and (after 2ms in state DOWN)');
  expect({ said, state }).toEqual({ said: 'Gone', state: 'UP' });
});

it('takes hostile texts apart in time that grows with their length only', () => {
  const note = ' (after 1ms in state UP';
  for (const hostile of [note.repeat(100_000), `${note.repeat(100_000)})`, ` (after ${'1'.repeat(2_000_000)})`]) {
    const before = process.cpuUsage().user;
    readClientText(hostile);
    // A second of processor time: other tests may have the cores meanwhile.
    expect(process.cpuUsage().user - before).toBeLessThan(1_000_000);
  }
});
