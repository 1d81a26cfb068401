export { CalendarDate, DecodedScalar, ExactNumber, TimeOfDay, Timestamp } from './value/decoded-value.js';
export type { DecodedValue, TickPrecision } from './value/decoded-value.js';
