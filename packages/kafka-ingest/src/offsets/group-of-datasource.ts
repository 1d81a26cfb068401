import type { Pipeline } from '../pipeline.js';

/** The part of a pipeline that says whose offsets these are, and where its rows go. */
export type GroupOfDatasource = Pick<
  Pipeline,
  'datasource' | 'connection' | 'client' | 'user' | 'topic' | 'groupId' | 'autoOffsetReset'
>;
