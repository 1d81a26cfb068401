import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { main } from '../src/cli.js';
import { wantsColor } from '../src/terminal/wants-color.js';
import { recordingIo } from './recording-io.js';

it.each([
  [true, {}, true],
  [false, {}, false],
  [true, { NO_COLOR: '1' }, false],
  [true, { NO_COLOR: '' }, true],
  [true, { TERM: 'dumb' }, false],
])('a stream with isTTY %s in the environment %j has colours: %s', (isTTY, env, colours) => {
  expect(wantsColor({ isTTY }, env)).toBe(colours);
});

it('a report that goes into a file has no colours, even when messages on the terminal do', async () => {
  const cwd = mkdtempSync(path.join(tmpdir(), 'kafka-ingest-color-'));
  writeFileSync(path.join(cwd, 'a.datasource'), 'SCHEMA >\n  x Strin `json:$.x`\n');
  const report = async (out: boolean) => {
    const io = recordingIo({ terminal: false, cwd, color: { out, err: true } });
    await main(['check'], io);
    return io.outText();
  };
  expect(await report(false)).not.toContain('\u001B');
  expect(await report(true)).toContain('\u001B[31m');
  rmSync(cwd, { recursive: true });
});
