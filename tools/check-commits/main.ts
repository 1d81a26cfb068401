import { root } from '../processes/node-command.js';
import { longSubjects } from './long-subjects.js';

// Subjects of new commits stay within 72 characters. What cannot be known is not an error: the
// check also runs in a shallow clone and in an unpacked archive.
const result = longSubjects(root);
if (result.kind === 'skipped') {
  console.log(`Commit subjects were not checked: ${result.why}.`);
} else {
  for (const problem of result.problems) console.error(problem);
  if (result.problems.length > 0) process.exitCode = 1;
}
