export type {
  AnyColumnWriter,
  ArrayWriter,
  ColumnWriter,
  FixedWriter,
  MapWriter,
  NumberWriter,
  TextWriter,
  TupleWriter,
  VariantWriter,
  WideWriter,
} from './writer/column-writer.js';
export { formOf } from './writer/form-of.js';
export type { WriterForm } from './writer/form-of.js';
