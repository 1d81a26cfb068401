const NAME = /^[A-Za-z_]\w*$/;

/** One step of the path of a value, in the words of a JSON path. */
export const stepTo = (name: string): string =>
  NAME.test(name) ? `.${name}` : `[${JSON.stringify(name.slice(0, 100))}]`;

/** A recursive type can make a path of a thousand steps: its begin and its end say enough. */
export const shortPath = (steps: readonly string[]): string =>
  steps.length <= 24 ? steps.join('') : [...steps.slice(0, 12), '…', ...steps.slice(-10)].join('');
