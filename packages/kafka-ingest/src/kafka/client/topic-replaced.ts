import type { LogLine } from './client-error.js';

const CHANGED = /Topic (\S+) changed id from (\S+) to \S+/;
/** Before the client has learned the id for the first time. */
const NO_ID = /^A+$/;

/**
 * The topic that was deleted and created again, if that is what a line of the client's log is
 * about.
 *
 * The client itself goes on at its old position, in the middle of the new topic. This line is all
 * that it says, and it comes before the first message of the new topic. It belongs to `debug`
 * output, hence the setting of that name.
 */
export function replacedTopic({ message = '' }: LogLine): string | undefined {
  const [, topic, before = ''] = CHANGED.exec(message) ?? [];
  return NO_ID.test(before) ? undefined : topic;
}

/** The part of the debug output that `replacedTopic` needs: a few lines with each refresh. */
export const TOPIC_CHANGES = 'metadata';
