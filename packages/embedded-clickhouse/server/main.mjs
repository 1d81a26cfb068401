// The process that is the server. Plain JavaScript, because it is started as it stands: from the
// sources, from the build, and from an installed package.
//
// `clickhouse local` is called on the main thread, which it never gives back while it serves. Its
// last query reads standard input, so it ends, in order, when the parent closes that, or is gone.
// The worker below passes the end on, and is the second line of defence for a shutdown that hangs:
// no orphan may keep the data folder. It is started before the main thread is confined, and is not
// confined itself.
import { closeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Socket } from 'node:net';
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { confine } from './confine.mjs';
import { replaceStandardInput } from './standard-input.mjs';

const GRACE_MS = 2_000;

if (isMainThread) serve();
else watchParent(workerData);

function serve() {
  const { ffi: ffiPath, library, args, sandbox } = JSON.parse(process.argv[2]);
  const ffi = createRequire(import.meta.url)(ffiPath);
  const { DataType, load, open } = ffi;
  const lifeline = replaceStandardInput(ffi);
  new Worker(new URL(import.meta.url), {
    workerData: { parent: process.ppid, lifeline },
    resourceLimits: { maxOldGenerationSizeMb: 16 },
  });
  open({ library: 'chdb', path: library });
  if (sandbox) confine(ffi, sandbox);
  const argv = ['clickhouse', ...args];
  load({
    library: 'chdb',
    funcName: 'chdb_query_cmdline',
    retType: DataType.External,
    paramsType: [DataType.I32, DataType.StringArray],
    paramsValue: [argv.length, argv],
  });
  process.exit(1);
}

function watchParent({ parent, lifeline }) {
  const fromParent = new Socket({ fd: lifeline.fromParent, readable: true, writable: false });
  fromParent.on('error', () => undefined);
  fromParent.once('close', () => closeSync(lifeline.toServer));
  fromParent.resume();
  setInterval(() => {
    if (process.ppid !== parent) setTimeout(() => process.kill(process.pid, 'SIGKILL'), GRACE_MS);
  }, 500);
}
