import { text } from './flag.js';
import { WrongArguments } from './wrong-arguments.js';

export const project = text(
  'FOLDER',
  'The project folder, instead of an argument. Default: the current folder.',
  'folders',
);

export const dataFolder = text(
  'FOLDER',
  'Where the embedded ClickHouse keeps its data. Default: FOLDER/.kafka-ingest',
  'folders',
);

/** The project folder, which is given as the argument or with `--project`. */
export function givenFolder(argument: string | undefined, flag: string | undefined): string {
  if (argument !== undefined && flag !== undefined) {
    throw new WrongArguments(`The folder is given twice: ${argument} and --project ${flag}.`);
  }
  return argument ?? flag ?? '.';
}
