import { readBoolean } from '../settings/check-value.js';
import { templateText } from '../model/text-value.js';
import type { Datafile, Located, Setting, TextValue } from '../model/types.js';
import { findSetting } from '../settings/table.js';
import type { ChangedSetting, ModelChange } from './changes.js';
import { compare } from './compare.js';
import { sameSql } from './same-sql.js';

type NamedSetting = ChangedSetting & { readonly name: string };

/** Added, removed and changed settings, all those whose value is a text. */
export function diffSettings(before: Datafile, after: Datafile): readonly ModelChange[] {
  return compare(settingsOf(before), settingsOf(after), {
    what: 'setting',
    nameOf: ({ name }) => name,
    difference: (old, now) => (sameText(before.kind, old, now) ? undefined : {}),
  });
}

function settingsOf(file: Datafile): readonly NamedSetting[] {
  const description = textSetting('DESCRIPTION', file.description);
  if (file.kind === 'connection') {
    return [...plainSetting('TYPE', file.type), ...description, ...texts(file.settings)];
  }
  return [
    ...description,
    ...plainSetting('ENGINE', file.engine.name),
    ...texts(file.engine.settings),
    ...texts(file.settings),
    ...textSetting('FORWARD_QUERY', file.forwardQuery),
  ];
}

const texts = (settings: ReadonlyMap<string, Setting>): readonly NamedSetting[] =>
  [...settings.values()].flatMap(({ name, value }) => textSetting(name, value));

const textSetting = (name: string, value: TextValue | undefined): readonly NamedSetting[] =>
  value ? [{ name, text: templateText(value), ...placeOf(value) }] : [];

const plainSetting = (name: string, value: Located<string> | undefined): readonly NamedSetting[] =>
  value ? [{ name, text: value.value, ...placeOf(value) }] : [];

const placeOf = ({ span, file }: TextValue | Located<string>): Pick<ChangedSetting, 'span' | 'file'> =>
  file ? { span, file } : { span };

function sameText(kind: Datafile['kind'], old: NamedSetting, now: NamedSetting): boolean {
  if (old.text === now.text) return true;
  const definition = findSetting(kind, old.name);
  switch (definition?.value) {
    case 'expression':
    case 'settings':
    case 'query':
      return sameSql(old.text, now.text);
    case 'boolean': {
      const value = readBoolean(old.text);
      return value !== undefined && value === readBoolean(now.text);
    }
    default:
      return definition?.anyCase === true && old.text.toLowerCase() === now.text.toLowerCase();
  }
}
