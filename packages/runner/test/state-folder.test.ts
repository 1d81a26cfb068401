import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { stateFolder } from '../src/project/state-folder.js';

it('the state folder is ignored by git from its creation, unless its .gitignore is removed', async () => {
  const project = mkdtempSync(path.join(tmpdir(), 'kafka-ingest-state-'));
  onTestFinished(() => rmSync(project, { recursive: true }));
  const folder = await stateFolder(project);
  const ignore = path.join(folder, '.gitignore');
  expect(readFileSync(ignore, 'utf8')).toBe('*\n');

  rmSync(ignore);
  expect(await stateFolder(project)).toBe(folder);
  expect(existsSync(ignore)).toBe(false);
});
