import { formatDiagnostics, printableJson } from '@proj/diagnostics';
import type { PolicyResult } from '@proj/kafka-auth/iam';
import type { Io } from '../io.js';

/** Prints an AWS policy, or what is wrong with its inputs. Returns whether there was a policy. */
export function printPolicy({ policy, problems }: PolicyResult, io: Io): boolean {
  if (policy) io.out(`${printableJson(JSON.stringify(policy, null, 4))}\n`);
  else io.err(`${formatDiagnostics(problems, { color: io.color.err })}\n`);
  return policy !== undefined;
}
