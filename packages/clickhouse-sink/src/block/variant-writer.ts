import type { ClickHouseType } from '@proj/clickhouse-types';
import type { VariantWriter } from '@proj/clickhouse-types/column-writer';
import { Container } from './container.js';
import { FIRST_VALUES, uint64, type BlockWriter } from './writer.js';

/** Stands for NULL in place of a member's number. */
const NULL_MEMBER = 255;
/** The form in which each value has its member's number, in one byte. */
const BASIC_MODE = uint64(0);

/**
 * Variant and Geometry, and Dynamic as it travels: which member each value has, then each member's
 * values.
 */
export class VariantColumnWriter extends Container implements VariantWriter {
  readonly form = 'variant';
  override readonly nullable = true;
  readonly members: readonly BlockWriter[];
  #numbers = new Uint8Array(0);
  #member = NULL_MEMBER;

  constructor(type: ClickHouseType, members: readonly BlockWriter[], nested: boolean) {
    super(type, members, nested);
    this.members = members;
  }
  override begin(member = NULL_MEMBER): void {
    this.#member = member;
    super.begin();
  }
  override addNull(): void {
    this.begin(NULL_MEMBER);
    this.end();
  }
  override addDefault(): void {
    this.addNull();
  }
  protected ownByteLength(): number {
    return this.count;
  }
  protected close(): void {
    if (this.count === this.#numbers.length) {
      const numbers = new Uint8Array(this.#numbers.length * 2 || FIRST_VALUES);
      numbers.set(this.#numbers);
      this.#numbers = numbers;
    }
    this.#numbers[this.count] = this.#member;
  }
  protected fill(): void {
    // NULL has no value.
  }
  override prefix(into: Uint8Array[]): void {
    into.push(BASIC_MODE);
    super.prefix(into);
  }
  parts(into: Uint8Array[]): void {
    into.push(this.#numbers.subarray(0, this.count));
    for (const member of this.members) member.parts(into);
  }
}
