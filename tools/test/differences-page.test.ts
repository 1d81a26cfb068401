import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { sectionsInUse } from '../oracle-diff/rules/intended.js';

it('every rule refers to a section of docs/differences.md, and every section has a rule', () => {
  const page = readFileSync(path.resolve(import.meta.dirname, '../../docs/differences.md'), 'utf8');
  const headings = [...page.matchAll(/^### (.+)$/gm)].map(([, heading]) => heading);
  expect([...sectionsInUse].sort()).toEqual(headings.sort());
});
