import { oneOf } from '../arguments/argument.js';
import { defineCommand } from '../arguments/command.js';
import { bashCompletion } from '../arguments/completion/bash.js';
import { fishCompletion } from '../arguments/completion/fish.js';
import { placesOf } from '../arguments/completion/tree.js';
import { zshCompletion } from '../arguments/completion/zsh.js';
import { ExitCode } from '../exit-code.js';

const scripts = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const;

export const command = defineCommand({
  name: 'completion',
  section: 'Shell',
  summary: 'Print a script that completes commands, flags and their values in bash, zsh or fish.',
  argument: oneOf('SHELL', ['bash', 'zsh', 'fish']),
  flags: {},
  examples: [
    {
      line: 'source <(kafka-ingest completion bash)',
      does: 'Complete in this bash; add the line to ~/.bashrc to keep it.',
    },
    {
      line: 'source <(kafka-ingest completion zsh)',
      does: 'Complete in this zsh; add the line to ~/.zshrc, after compinit.',
    },
    {
      line: 'kafka-ingest completion fish > ~/.config/fish/completions/kafka-ingest.fish',
      does: 'Complete in every fish from now on.',
    },
  ],
  options: ({ argument: shell }) => ({ shell }),
  run({ shell }, io, commands) {
    io.out(scripts[shell](placesOf(commands)));
    return ExitCode.Done;
  },
});
