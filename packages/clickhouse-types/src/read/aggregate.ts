import type { Argument } from '../syntax/arguments.js';
import { integerOf, hasCount } from './parameters.js';
import type { Head, ReadFamily, Reader } from './reader.js';

const SIMPLE_EXAMPLE = 'SimpleAggregateFunction(sum, UInt64)';

/** `SimpleAggregateFunction(sum, UInt64)`: the values are those of the inner type. */
export const readSimpleAggregateFunction: ReadFamily = (head, reader) => {
  if (!hasCount(head, reader, 2, 2, SIMPLE_EXAMPLE)) return undefined;
  const [first, second] = head.parameters;
  const name = first && readFunction(first, head, reader);
  const inner = second && reader.type(second);
  return name !== undefined && inner ? { kind: 'SimpleAggregateFunction', function: name, inner } : undefined;
};

/**
 * `AggregateFunction(quantiles(0.5, 0.9), Float64)`; a number before the function is the version of
 * its state.
 */
export const readAggregateFunction: ReadFamily = (head, reader) => {
  const [first, ...others] = head.parameters;
  const version = first && integerOf(first.items);
  const [functionArgument, ...argumentTypes] = version === undefined ? head.parameters : others;
  if (!functionArgument) {
    hasCount(head, reader, head.parameters.length + 1, Infinity, 'AggregateFunction(uniq, UInt64)');
    return undefined;
  }
  const name = readFunction(functionArgument, head, reader);
  const types = argumentTypes.map((argument) => reader.type(argument)).filter((type) => type !== undefined);
  if (name === undefined || types.length !== argumentTypes.length) return undefined;
  return { kind: 'AggregateFunction', function: version ? `${version}, ${name}` : name, arguments: types };
};

/** A function's name with its parameters, written as ClickHouse does: `count()` is `count`. */
function readFunction(argument: Argument, head: Head, reader: Reader): string | undefined {
  const [name, group, extra] = argument.items;
  if (name?.kind !== 'word' || extra || (group && group.kind !== 'group')) {
    const problem = {
      what: 'function',
      type: head.name,
      expected: 'the name of an aggregate function',
      example: SIMPLE_EXAMPLE,
    };
    return reader.report.add('wrong-parameter', problem, argument.span);
  }
  const empty = group?.arguments.find((one) => one.items.length === 0);
  if (empty) {
    const problem = { what: 'parameter', type: name.text, expected: 'a value', example: 'quantiles(0.5, 0.9)' };
    return reader.report.add('wrong-parameter', problem, empty.span);
  }
  if (group && !haveLevels(name.text, group.arguments, reader)) return undefined;
  const parameters = group?.arguments.map(({ span }) => reader.text.slice(span.start, span.end)) ?? [];
  return parameters.length === 0 ? name.text : `${name.text}(${parameters.join(', ')})`;
}

/** Quantiles are asked for by numbers from 0 to 1; two functions take an accuracy before them. */
function haveLevels(name: string, parameters: readonly Argument[], { text, report }: Reader): boolean {
  const family = /^(?:quantiles?|median)(GK|DD)?/.exec(name);
  if (!family) return true;
  const before = report.problems.length;
  for (const { span } of family[1] === undefined ? parameters : parameters.slice(1)) {
    const written = text.slice(span.start, span.end);
    const level = Number(written.replaceAll('_', ''));
    if (Number.isNaN(level)) {
      const problem = { what: 'level', type: name, expected: 'a number from 0 to 1', example: 'quantiles(0.5, 0.9)' };
      report.add('wrong-parameter', problem, span);
    } else if (level < 0 || level > 1) {
      report.add('out-of-range', { what: 'level', type: name, min: 0, max: 1, value: written }, span);
    }
  }
  return report.problems.length === before;
}
