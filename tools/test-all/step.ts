export interface StepContext {
  readonly stop: AbortSignal;
  readonly say: (text: string) => void;
}

export interface StepResult {
  readonly passed: number;
  readonly failed: number;
  /** Printed after the counts, on the line of the step. */
  readonly summary?: string;
  /** Printed when something failed. */
  readonly output: string;
}

export interface Step {
  /** For `--only`. */
  readonly name: string;
  readonly title: string;
  /** Names of the steps whose results it uses; it starts when they are finished. */
  readonly after?: readonly string[];
  readonly run: (context: StepContext) => Promise<StepResult>;
}
