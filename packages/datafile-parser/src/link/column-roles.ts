import { storedType, type ClickHouseType } from '@proj/clickhouse-types';

/** What a column must be that an engine uses for something of its own. */
export interface ColumnRole {
  /** For people. */
  readonly wanted: string;
  accepts(type: ClickHouseType): boolean;
}

const version: ColumnRole = {
  wanted: 'a whole number, a date or a date-time, and not Nullable',
  accepts: (type) =>
    /^(?:U?Int\d+|Date|Date32|DateTime|DateTime64|Time|Time64|Bool|B?Float\d+)$/.test(storedType(type).kind),
};

const ROLES: Readonly<Record<string, ColumnRole>> = {
  ENGINE_VER: version,
  ENGINE_VERSION: version,
  ENGINE_SIGN: { wanted: 'Int8', accepts: (type) => storedType(type).kind === 'Int8' },
  ENGINE_IS_DELETED: {
    wanted: 'UInt8',
    accepts: (type) => storedType(type).kind === 'UInt8' || storedType(type).kind === 'Bool',
  },
};

const KEY_ROLES: Readonly<Record<string, ColumnRole>> = {
  ENGINE_SAMPLING_KEY: {
    wanted: 'UInt8, UInt16, UInt32 or UInt64, or a hash of it',
    accepts: (type) => /^(?:UInt(?:8|16|32|64)|Bool)$/.test(storedType(type).kind),
  },
  ENGINE_PARTITION_KEY: {
    wanted: 'no floating-point number',
    accepts: (type) => !/^B?Float\d+$/.test(storedType(type).kind),
  },
};

/**
 * What a column must be that stands in a key by itself; undefined where any type that can be in a
 * key will do.
 */
export const keyRole = (setting: string): ColumnRole | undefined => KEY_ROLES[setting];

/** The part that the column of a setting plays; undefined for settings that hold any expression. */
export const columnRole = (setting: string): ColumnRole | undefined => ROLES[setting];
