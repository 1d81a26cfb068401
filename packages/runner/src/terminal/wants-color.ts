/** Whether to write in colours: to a terminal that has some, unless NO_COLOR is set to something (https://no-color.org). */
export const wantsColor = (
  { isTTY }: { readonly isTTY?: boolean },
  env: Readonly<Record<string, string | undefined>>,
): boolean => isTTY === true && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
