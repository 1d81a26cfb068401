/** The browser's executable; undefined when none is there. */
export function findChromium(): string | undefined;
