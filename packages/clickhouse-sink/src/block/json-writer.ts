import { StringWriter } from './text-writers.js';
import { uint64 } from './writer.js';

/** Of the forms in which a JSON column can travel: each object as its text. */
const AS_TEXT = uint64(1);

/** JSON: like String, with a word in front that says so. ClickHouse parses the texts as it reads. */
export class JsonWriter extends StringWriter {
  protected override addZero(): void {
    // It parses also what stands under a NULL.
    this.addText('{}');
  }
  override prefix(into: Uint8Array[]): void {
    into.push(AS_TEXT);
  }
}
