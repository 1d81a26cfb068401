import process from 'node:process';

/**
 * Reads the options of a command line and runs with them. Says what is wrong with them, or how they
 * are used, instead.
 *
 * @returns the exit code: 2 for wrong options
 */
export async function runWithOptions<T extends object>(
  parse: (args: string[]) => T | 'help',
  usage: string,
  run: (options: T) => Promise<number>,
): Promise<number> {
  let options: T | 'help';
  try {
    options = parse(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${usage}`);
    return 2;
  }
  if (options !== 'help') return run(options);
  process.stdout.write(usage);
  return 0;
}
