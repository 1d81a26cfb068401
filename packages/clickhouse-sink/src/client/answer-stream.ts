import { Transform, type Readable, type TransformCallback } from 'node:stream';
import { QueryError, type ToldServer } from './errors.js';
import { failureOfAnswer, failureOfError } from './failure.js';

/**
 * The answer to a query, without the exception that may follow it. An exception or a broken
 * connection destroys the stream with a {@link QueryError}.
 *
 * A server marks an exception in the body with a tag that its headers have announced, so that no
 * answer can look like one. Servers before 25.11 announce no tag and break the connection instead.
 */
export function answerStream(
  answer: Readable,
  headers: Readonly<Record<string, unknown>>,
  fail: { readonly server: ToldServer; readonly status: number | undefined },
): Readable {
  const tag = headers['x-clickhouse-exception-tag'];
  const mark = typeof tag === 'string' ? Buffer.from(`\r\n__exception__\r\n${tag}\r\n`) : undefined;
  let held: Buffer = Buffer.alloc(0);
  let exception = false;

  const said = (): QueryError => new QueryError(failureOfAnswer(fail.status, undefined, held.toString()), fail.server);

  const cut = new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      if (!mark) return done(null, chunk);
      held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
      if (exception) return done();
      const at = held.indexOf(mark);
      exception = at >= 0;
      // What is held back could be the beginning of the mark.
      const end = exception ? at : Math.max(0, held.length - mark.length + 1);
      const rows = held.subarray(0, end);
      held = held.subarray(exception ? at + mark.length : end);
      done(null, rows);
    },
    flush(done: TransformCallback) {
      if (exception) done(said());
      else done(null, held);
    },
  });
  // Not pipeline(): a connection that breaks after an exception must not hide what the exception
  // says.
  answer.on('error', (error) => cut.destroy(exception ? said() : new QueryError(failureOfError(error), fail.server)));
  cut.once('close', () => answer.destroy());
  return answer.pipe(cut);
}
