import process from 'node:process';
import fc from 'fast-check';

// The same cases in every run, so that a failure comes from the change and not from chance. To try
// others: FAST_CHECK_SEED=random npm run unit
const wanted = process.env['FAST_CHECK_SEED'] ?? '20261122';
if (wanted !== 'random') fc.configureGlobal({ seed: Number(wanted) });
