import { certainName, nearestName } from '@proj/diagnostics';

import type { SettingDefinition } from './definition.js';
import { excerpt } from '../reporting/reports.js';

/**
 * What is wrong with a value; the caller makes the sentence, because it knows what may be shown.
 */
export type ValueProblem =
  | { readonly code: 'empty-value' }
  | {
      readonly code: 'invalid-value';
      readonly advice: string;
      /** The value that can only have been meant. */
      readonly certain?: string;
    };

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

/**
 * Checks a text against the table of settings. Used when a file is parsed and again when its
 * secrets are resolved: the advice never holds the text itself, which may be a secret.
 */
export function checkSettingValue(definition: SettingDefinition, text: string): ValueProblem | undefined {
  if (text === '' && !definition.mayBeEmpty) return { code: 'empty-value' };
  if (definition.value === 'boolean' && readBoolean(text) === undefined) {
    return { code: 'invalid-value', advice: 'Use True or False.' };
  }
  if (definition.value === 'choice' && !allows(definition, text)) {
    return { code: 'invalid-value', ...adviseChoice(definition, text) };
  }
  return undefined;
}

/** True, False, 1 and 0 in any case; undefined for anything else. */
export function readBoolean(text: string): boolean | undefined {
  return BOOLEANS.get(text.toLowerCase());
}

function allows(definition: SettingDefinition, text: string): boolean {
  const values = definition.values ?? [];
  return values.includes(definition.anyCase ? text.toLowerCase() : text);
}

function adviseChoice(definition: SettingDefinition, text: string): { advice: string; certain?: string } {
  const values = definition.values ?? [];
  const usual = definition.misspellings?.[text.toUpperCase()];
  const certain = usual ?? certainName(excerpt(text), values);
  const meant = certain ?? nearestName(excerpt(text), values, 2);
  const all = values.length === 1 ? `The only value is ${values[0] ?? ''}.` : `The values are ${listOf(values)}.`;
  const advice = meant === undefined ? all : `Did you mean ${meant}? ${all}`;
  return { advice, ...(certain === undefined ? {} : { certain }) };
}

const listOf = (values: readonly string[]): string => `${values.slice(0, -1).join(', ')} and ${values.at(-1) ?? ''}`;
