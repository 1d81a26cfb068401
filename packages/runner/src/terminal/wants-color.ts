/**
 * Whether to write in colours: to a terminal that has them, unless NO_COLOR is set and not empty
 * (https://no-color.org).
 */
export const wantsColor = (
  { isTTY }: { readonly isTTY?: boolean },
  env: Readonly<Record<string, string | undefined>>,
): boolean => isTTY === true && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
