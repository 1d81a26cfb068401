import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Starts the slowest files first, whichever project they belong to, so that none of them runs alone
 * at the end. How long a file took is remembered from the last run. Without that, as in a fresh
 * checkout, the files that wait for servers or start processes come first.
 */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const weights = new Map(sorted.map((file) => [file, this.weightOf(file)]));
    return sorted.sort((a, b) => weights.get(b)! - weights.get(a)!);
  }

  /** In milliseconds. */
  private weightOf(file: TestSpecification): number {
    const path = relative(this.ctx.config.root, file.moduleId);
    const last = this.ctx.cache.getFileTestResults(`${file.project.name}:${path}`);
    return last?.duration ?? (likelySlow.test(path) ? likelyMs : 0);
  }
}

/** End-to-end tests, tests with a Kafka broker, and fuzzing. */
const likelySlow = /^e2e\/|\.kafka\.test\.ts$|attack\/\w+\.test\.ts$/;
const likelyMs = 30_000;
