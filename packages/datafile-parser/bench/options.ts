import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

export interface BenchOptions {
  /** The folder whose datafiles are parsed. */
  readonly files: string;
  /** Asks the original: reads paths from its input, as for tools/oracle-diff. */
  readonly original: readonly string[] | undefined;
  /** The folder of an installed `@tinybirdco/sdk`. */
  readonly sdk: string | undefined;
  readonly seconds: number;
}

export const usage = `Usage: npm run bench -- parser [options]

How fast datafiles are read, and what it costs to load the parser. Each option has a variable of the environment.

  --files FOLDER      Datafiles to parse. Default: the fixtures of this package. BENCH_DATAFILES
  --original COMMAND  Also ask Tinybird's own parser; tools/oracle-diff/README.md says what the command must be. BENCH_ORIGINAL
  --sdk FOLDER        Also ask the migration parser of an installed @tinybirdco/sdk. BENCH_TINYBIRD_SDK
  --seconds N         How long each parser is measured. Default: 3.
`;

const fixtures = fileURLToPath(new URL('../test/fixtures/valid', import.meta.url));

/** @throws Error with a sentence for the user. */
export function parseBenchOptions(argv: readonly string[]): BenchOptions | 'help' {
  const { env } = process;
  const { values } = parseArgs({
    args: [...argv],
    options: {
      files: { type: 'string', default: env['BENCH_DATAFILES'] ?? fixtures },
      original: { type: 'string', default: env['BENCH_ORIGINAL'] ?? '' },
      sdk: { type: 'string', default: env['BENCH_TINYBIRD_SDK'] ?? '' },
      seconds: { type: 'string', default: '3' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  const seconds = Number(values.seconds);
  if (!(seconds > 0)) throw new Error(`--seconds takes a number above 0, not "${values.seconds}".`);
  const original = values.original.split(' ').filter((word) => word !== '');
  return {
    files: values.files,
    original: original.length === 0 ? undefined : original,
    sdk: values.sdk === '' ? undefined : values.sdk,
    seconds,
  };
}
