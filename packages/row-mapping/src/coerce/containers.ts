import type { ArrayType, ColumnWriter, MapType } from '@proj/clickhouse-types';
import { writerOf, type Coercion } from './coercion.js';

export function arrayCoercion(type: ArrayType, element: Coercion): Coercion {
  return {
    blockType: { kind: type.kind, element: element.blockType },
    begins: Array.isArray,
    bind(writer: ColumnWriter) {
      const target = writerOf(writer, 'array');
      const put = element.bind(target.element);
      return (value) => {
        if (!Array.isArray(value)) return false;
        target.begin();
        for (let i = 0; i < value.length; i++) if (!put(value[i])) return false;
        target.end();
        return true;
      };
    },
  };
}

export function mapCoercion(type: MapType, key: Coercion, value: Coercion): Coercion {
  return {
    blockType: { kind: type.kind, key: key.blockType, value: value.blockType },
    begins: isObject,
    bind(writer: ColumnWriter) {
      const target = writerOf(writer, 'map');
      const putKey = key.bind(target.key);
      const putValue = value.bind(target.value);
      return (found) => {
        if (!isObject(found)) return false;
        target.begin();
        // Objects of a decoded message inherit nothing that can be enumerated.
        for (const name in found) {
          if (!putKey(name) || !putValue(found[name])) return false;
        }
        target.end();
        return true;
      };
    },
  };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
