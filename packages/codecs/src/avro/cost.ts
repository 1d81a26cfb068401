import {
  ALIAS_COST,
  BYTES_COST,
  CONTAINER_COST,
  DATE_COST,
  ENTRY_COST,
  MOST_COST,
  SCALAR_COST,
} from '../binary/value-budget.js';
import type { AvroRecord, AvroType } from './schema.js';

/**
 * Up to here the branches of a union are counted before it is known which one comes; beyond, when
 * it has come.
 */
const SMALL = 24;

/**
 * What values of a schema's types cost, see `valueBudget`, and whether they take bytes. Each record
 * is looked at once.
 */
export class AvroCosts {
  private readonly records = new Map<AvroRecord, number>();
  private readonly unions = new Map<AvroType, number>();
  private readonly taking = new Map<AvroRecord, boolean>();

  /**
   * Of a value with all that is certainly in it. What is in lists and in maps, in large branches of
   * unions and in records that are inside of themselves is counted where it comes.
   */
  of(type: AvroType): number {
    switch (type.kind) {
      case 'bytes':
      case 'fixed':
        return BYTES_COST;
      case 'date':
      case 'time':
      case 'timestamp':
      case 'decimal':
      case 'uuid-bytes':
      case 'duration':
        return DATE_COST;
      case 'array':
      case 'map':
        return CONTAINER_COST;
      case 'union':
        return this.ofUnion(type, type.branches);
      case 'record':
        return type.recursive ? SCALAR_COST : this.ofRecord(type);
      default:
        return SCALAR_COST;
    }
  }

  /**
   * What is to be counted when this branch of a union has come; 0 where it was counted with the
   * union.
   */
  ofBranch(branch: AvroType): number {
    const cost = this.of(branch);
    return cost > SMALL ? cost : 0;
  }

  ofEntry(values: AvroType): number {
    return ENTRY_COST + this.of(values);
  }

  ofRecord(record: AvroRecord): number {
    const known = this.records.get(record);
    if (known !== undefined) return known;
    let cost = CONTAINER_COST;
    for (const { aliases, type } of record.fields) cost += ALIAS_COST * aliases.length + this.of(type);
    // Records of two records of two records … must not become infinitely dear.
    cost = Math.min(cost, MOST_COST + 1);
    this.records.set(record, cost);
    return cost;
  }

  private ofUnion(union: AvroType, branches: readonly AvroType[]): number {
    const known = this.unions.get(union);
    if (known !== undefined) return known;
    let most = SCALAR_COST;
    for (const branch of branches) {
      const cost = this.of(branch);
      if (cost <= SMALL && cost > most) most = cost;
    }
    this.unions.set(union, most);
    return most;
  }

  /**
   * Whether each value takes a byte at least: then there cannot be more of them than bytes are
   * left.
   */
  takesBytes(type: AvroType): boolean {
    if (type.kind === 'null') return false;
    if (type.kind === 'fixed' || type.kind === 'decimal') return type.size !== 0;
    if (type.kind !== 'record') return true;
    const known = this.taking.get(type);
    if (known !== undefined) return known;
    // It contains itself without end, so no value of it can exist.
    this.taking.set(type, true);
    const takes = type.fields.some((field) => this.takesBytes(field.type));
    this.taking.set(type, takes);
    return takes;
  }
}
