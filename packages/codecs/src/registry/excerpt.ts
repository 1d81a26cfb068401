/**
 * Names in a schema and texts of a registry may be a megabyte long, and every failed message
 * repeats them.
 */
export const excerpt = (text: string, most = 400): string => (text.length > most ? `${text.slice(0, most)}…` : text);
