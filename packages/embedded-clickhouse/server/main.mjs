// The process that is the server. Plain JavaScript, because it is started as it stands: from the sources, from the
// build, and from an installed package.
//
// `clickhouse local` is called on the main thread, which it never gives back while it serves. Its last query reads
// standard input, so it ends, in order, when the parent closes that, or is gone. The worker below is the second
// line of defence for a shutdown that hangs: no orphan may keep the data folder.
import { createRequire } from 'node:module';
import { Worker, isMainThread, workerData } from 'node:worker_threads';

const GRACE_MS = 2_000;

if (isMainThread) serve();
else watchParent(workerData);

function serve() {
  const { ffi, library, args } = JSON.parse(process.argv[2]);
  new Worker(new URL(import.meta.url), { workerData: process.ppid, resourceLimits: { maxOldGenerationSizeMb: 16 } });
  const { DataType, load, open } = createRequire(import.meta.url)(ffi);
  open({ library: 'chdb', path: library });
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

function watchParent(parent) {
  setInterval(() => {
    if (process.ppid !== parent) setTimeout(() => process.kill(process.pid, 'SIGKILL'), GRACE_MS);
  }, 500);
}
