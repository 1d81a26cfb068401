import process from 'node:process';
import fc from 'fast-check';

// The same cases in every run: a change is judged by what it changed, not by luck. To look further:
// FAST_CHECK_SEED=random npm run unit
const wanted = process.env['FAST_CHECK_SEED'] ?? '20261122';
if (wanted !== 'random') fc.configureGlobal({ seed: Number(wanted) });
