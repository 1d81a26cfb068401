/** The browser's executable; undefined when there is none. */
export function findChromium(): string | undefined;
