/**
 * Names that every object of JavaScript has already: the parser of .proto files drops `__proto__`,
 * and takes others for duplicates.
 */
const INHERITED = new RegExp(`(?<!\\w)(?:${Object.getOwnPropertyNames(Object.prototype).join('|')})(?!\\w)`, 'g');

/**
 * Gives the names that the parser cannot have others while it reads, the same in all files of a
 * schema. They are distinguished from all others by a mark that none of the files holds.
 */
export class HiddenNames {
  private readonly mark: string;

  constructor(texts: readonly string[]) {
    let mark = 'hidden_';
    while (texts.some((text) => text.includes(mark))) mark += '_';
    this.mark = mark;
  }

  hide(text: string): string {
    return text.replace(INHERITED, (name) => this.mark + name);
  }

  /** The name, or the text with names in it, as the schema has it. */
  show(text: string): string {
    return text.includes(this.mark) ? text.replaceAll(this.mark, '') : text;
  }
}
