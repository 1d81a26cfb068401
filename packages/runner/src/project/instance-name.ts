import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import { WrongArguments } from '../arguments/wrong-arguments.js';

/** What a member name may hold, so that it needs no escaping anywhere. */
const NAME = /^[\w.-]{1,200}$/;

/**
 * The name by which the consumer groups know this runner again after a restart. Undefined when
 * there is none: every start is a new member then.
 *
 * @param given a name, or `auto` for one made of those of host and folder
 * @param folder of the project, absolute: two projects of a host are two members
 * @param host whose name `auto` uses
 * @throws WrongArguments
 */
export function instanceName(given: string | undefined, folder: string, host = hostname()): string | undefined {
  // Not by default: a named member that finds its name taken waits, and after an outage of a broker
  // the name may be its own.
  if (given === undefined || given === '') return undefined;
  if (given !== 'auto') {
    if (NAME.test(given)) return given;
    throw new WrongArguments(`--instance takes letters, digits, dots, dashes and underscores, not "${given}".`);
  }
  // A container without a name of its own gets a random one at each start. A pod keeps its name.
  if (/^[0-9a-f]{12}$/.test(host)) return undefined;
  const project = createHash('sha256').update(folder).digest('hex').slice(0, 8);
  const name = `${host.replaceAll(/[^\w.-]/g, '_')}-${project}`;
  return NAME.test(name) ? name : undefined;
}
