export interface Progress {
  say(text: string): void;
  detail(text: string): void;
}
export declare class SetupError extends Error {
  constructor(message: string, more: { wayOut: string; output?: string });
  readonly wayOut: string;
  readonly output: string;
}
export declare function step(title: string, work: (progress: Progress) => Promise<string>): Promise<void>;
export declare function printWayOut(error: SetupError): void;
