/** What the process reports to its caller. */
export const ExitCode = {
  Done: 0,
  FailedWhileRunning: 1,
  WrongUsage: 2,
  InvalidDatafiles: 3,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
