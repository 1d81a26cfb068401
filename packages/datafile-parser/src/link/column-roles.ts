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
    /^(?:U?Int\d+|Date|Date32|DateTime|DateTime64|Enum8|Enum16|Bool|UUID|B?Float\d+)$/.test(storedType(type).kind),
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

/** The part that the column of a setting plays; undefined for settings that hold any expression. */
export const columnRole = (setting: string): ColumnRole | undefined => ROLES[setting];
