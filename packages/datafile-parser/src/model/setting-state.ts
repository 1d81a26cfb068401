/** How far reading a setting got; see {@link settingState}. */
export type SettingState = 'absent' | 'broken' | 'read';

/** A connection or a data source, as parsed or as resolved. */
interface SettingHolder {
  readonly settings: ReadonlyMap<string, unknown>;
  readonly broken: ReadonlySet<string>;
  readonly incomplete?: boolean;
}

/**
 * How far reading a setting got, in a file or after its secrets were resolved:
 *
 * - `read`: it is among the settings and can be used.
 * - `broken`: an error about it has been reported. It is written with a value that cannot be used,
 *   it is missing although the file needs it, its secret is missing, or a file that may hold it
 *   could not be included. Its default does not apply, and nothing that follows from it may be
 *   reported.
 * - `absent`: it is not written, and its default applies.
 *
 * @example
 * const { file } = parseDatafile({ path: 'a.connection', text: 'TYPE kafka\nKAFKA_SECURITY_PROTOCOL SLS' });
 * const state = (name: string) => file && settingState(file, name);
 * [state('KAFKA_SECURITY_PROTOCOL'), state('KAFKA_BOOTSTRAP_SERVERS'), state('KAFKA_KEY')]; // => ['broken', 'broken', 'absent']
 */
export function settingState(holder: SettingHolder, name: string): SettingState {
  if (holder.settings.has(name)) return 'read';
  return holder.broken.has(name) || holder.incomplete === true ? 'broken' : 'absent';
}
