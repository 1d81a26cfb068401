import { expect, it } from 'vitest';
import { main } from '../src/cli.js';
import { ExitCode } from '../src/exit-code.js';
import { databaseOf } from '../src/project/clickhouse.js';
import { recordingIo } from './recording-io.js';

const withUrl = (url: string) => recordingIo({ terminal: false, env: { CLICKHOUSE_URL: url } });

it('tables are created in the database that the rows go to', () => {
  expect(databaseOf(withUrl('http://h:8123/shop/'))).toBe('shop');
  expect(databaseOf(withUrl(''))).toBe('default');
  expect(databaseOf(withUrl('http://h:8123/a/b'))).toBe('b');
});

it.each(['run', 'deploy'])('%s reports a wrong address in one sentence, without its password', async (command) => {
  const io = withUrl('http://ada:hidden%@h:8123/shop');
  expect(await main([command, '.'], io)).toBe(ExitCode.FailedWhileRunning);
  expect(io.errText()).toMatch(/^✗ The address of ClickHouse has a % [^\n]*%25[^\n]*\n$/);
  expect(io.errText()).not.toContain('hidden');
});
