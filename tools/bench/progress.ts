/** Reports progress: in place on a terminal, otherwise with a line every few seconds. */
export interface Progress {
  /** The current activity, with its progress (0…1) when known. */
  update(what: string, share?: number): void;
  /** Prints a permanent line. */
  say(text: string): void;
}

const LINE_EVERY_MS = 5_000;
const DRAW_EVERY_MS = 100;

export function createProgress(out: NodeJS.WriteStream): Progress {
  const inPlace = out.isTTY;
  let drawnAt = -Infinity;
  let last = '';
  return {
    update(what, share) {
      const now = performance.now();
      if (what === last && now - drawnAt < (inPlace ? DRAW_EVERY_MS : LINE_EVERY_MS)) return;
      last = what;
      drawnAt = now;
      const text = share === undefined ? what : `${what}  ${(share * 100).toFixed(0)} %`;
      out.write(inPlace ? `\r\u001B[2K${text}` : `  ${text}\n`);
    },
    say(text) {
      out.write(inPlace ? `\r\u001B[2K${text}\n` : `${text}\n`);
    },
  };
}
