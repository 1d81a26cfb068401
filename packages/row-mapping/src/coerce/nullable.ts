import type { Coercion } from './contract/coercion.js';

/**
 * Accepts NULL for a missing value as well. `begins` does not apply to it: NULL is not a container.
 */
export function nullable(inner: Coercion): Coercion {
  const { begins, parts, flaw, spelled } = inner;
  return {
    blockType: { kind: 'Nullable', inner: inner.blockType },
    ...(begins ? { begins } : {}),
    ...(parts ? { parts } : {}),
    ...(flaw ? { flaw } : {}),
    ...(spelled ? { spelled } : {}),
    bind(writer) {
      const put = inner.bind(writer);
      return (value) => {
        if (value !== null && value !== undefined) return put(value);
        writer.addNull();
        return true;
      };
    },
  };
}
