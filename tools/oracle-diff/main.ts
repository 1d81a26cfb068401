import { createAskOriginal, type AskOriginal } from './ask-original.js';
import { judge, openClasses, type Verdict } from './classify.js';
import { generateSamples } from './generate/generate-samples.js';
import { parseDiffOptions, usage, type DiffOptions } from './options.js';
import { ourAnswer } from './our-answer.js';
import { readFiles } from './read-files.js';
import { countsTable, describe, openReport, rulesTable } from './report.js';
import type { Sample } from './sample.js';
import { shrink } from './shrink.js';

/** Shrinking takes minutes when everything is open, so the rest is shown unshrunk. */
const MAX_EXAMPLES = 30;

async function compare(samples: readonly Sample[], askOriginal: AskOriginal): Promise<readonly Verdict[]> {
  const originals = await askOriginal(samples);
  return samples.flatMap((sample, i) => {
    const original = originals[i];
    return original ? [judge(sample, ourAnswer(sample), original)] : [];
  });
}

async function main(options: DiffOptions): Promise<boolean> {
  const askOriginal = createAskOriginal(options.oracle);
  const groups = options.folders.map((folder) => ({ name: folder, samples: readFiles(folder) }));
  if (options.generate > 0) {
    const name = `generated, seed ${options.seed}`;
    groups.push({ name, samples: generateSamples(options.generate, options.seed) });
  }
  const judged: { readonly name: string; readonly verdicts: readonly Verdict[] }[] = [];
  for (const { name, samples } of groups) judged.push({ name, verdicts: await compare(samples, askOriginal) });
  const verdicts = judged.flatMap((group) => group.verdicts);
  const open = verdicts.filter((one) => one.open.length > 0);

  // Shrinking begins with the shortest file of each class.
  const shortest = new Map(
    [...openClasses(verdicts)]
      .slice(0, MAX_EXAMPLES)
      .map(([name, members]) => [
        name,
        members.reduce((a, b) => (b.sample.text.length < a.sample.text.length ? b : a)),
      ]),
  );
  const examples = await shrink(shortest, askOriginal);
  if (open.length > 0) console.log(`${openReport(verdicts, examples)}\n`);
  if (options.all) console.log(`${open.map(describe).join('\n\n')}\n`);
  console.log(`${rulesTable(verdicts)}\n\n${countsTable(judged)}`);
  return open.length === 0;
}

try {
  process.exitCode = (await main(parseDiffOptions(process.argv.slice(2)))) ? 0 : 1;
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  process.exitCode = 2;
}
