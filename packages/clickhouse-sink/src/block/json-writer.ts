import { StringWriter } from './text-writers.js';
import { uint64 } from './writer.js';

/** The version of a JSON column's form in which each object is its text. */
const AS_TEXT = uint64(1);

/**
 * JSON: like String, with a word in front that says so. ClickHouse parses the texts as it reads.
 */
export class JsonWriter extends StringWriter {
  protected override addZero(): void {
    // ClickHouse parses the placeholder of a NULL as well.
    this.addText('{}');
  }
  override prefix(into: Uint8Array[]): void {
    into.push(AS_TEXT);
  }
}
