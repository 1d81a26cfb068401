/** Functions of ClickHouse that the SQL of a table may not call, and why. */
export interface DeniedFunctions {
  /** Goes on a sentence that begins with the name: `reads files of the server`. */
  readonly reason: string;
  /** In their usual spelling; `dictGet*` is every name that begins so. */
  readonly names: readonly string[];
}

const names = (list: string): readonly string[] => list.split(' ');

/**
 * What reaches outside the row, or does more than compute a value. ClickHouse has these beside
 * those that a table may call, and its table functions, which are listed so that they are refused
 * with a reason.
 */
export const deniedFunctions: readonly DeniedFunctions[] = [
  { reason: 'reads files of the server', names: names('file catboostEvaluate modelEvaluate showCertificate filesystem fileCluster lemmatize synonyms') },
  {
    reason: 'sends data to another service',
    names: names(
      'AI* url urlCluster remote remoteSecure s3 s3Cluster gcs oss cosn azureBlobStorage* hdfs hdfsCluster jdbc odbc mysql postgresql ' +
        'mongodb redis sqlite ytsaurus cluster clusterAllReplicas iceberg icebergAzure* icebergCluster icebergHDFS* icebergLocal* icebergS3* deltaLake* hudi* paimon* prometheusQuery*',
    ),
  },
  { reason: 'runs a program or a query', names: names('executable eval view viewExplain viewIfPermitted loop') },
  {
    reason: 'reads another table, dictionary or model',
    names: names(
      'dict* joinGet joinGetOrNull region* evalMLMethod naiveBayesClassifier* hasColumnInTable merge dictionary mergeTreeIndex mergeTreeProjection ' +
        'mergeTreeTextIndex mergeTreeAnalyzeIndexes* timeSeriesData timeSeriesMetrics timeSeriesSamples timeSeriesSelector timeSeriesTags',
    ),
  },
  {
    reason: 'describes the server or the session, not the row',
    names: names(
      'hostName hostname fullHostName FQDN currentUser current_user user session_user authenticatedUser authUser currentDatabase ' +
        'current_database DATABASE SCHEMA currentSchemas current_schemas currentProfiles enabledProfiles defaultProfiles currentRoles enabledRoles ' +
        'defaultRoles queryID query_id currentQueryID current_query_id initialQueryID initial_query_id initialQueryStartTime initial_query_start_time ' +
        'connectionId connection_id getSetting* getServerSetting getMergeTreeSetting getMacro getServerPort getOSKernelVersion getClientHTTPHeader ' +
        'getMaxTableNameLengthForDatabase globalVariable serverUUID tcpPort uptime version revision buildId displayName chdb shardNum shardCount ' +
        'filesystemAvailable filesystemCapacity filesystemUnreserved filesystemFree transactionID transactionLatestSnapshot transactionOldestSnapshot ' +
        'zookeeperSessionUptime hasThreadFuzzer addressToLine addressToLineWithInlines addressToSymbol demangle tid isMergeTreePartCoveredBy mergeTreePartInfo runningConcurrency ' +
        'timeSeriesCopyTag timeSeriesCopyTags timeSeriesExtractTag timeSeriesGroupToSamplingKey timeSeriesGroupToTags timeSeriesIdToGroup ' +
        'timeSeriesIdToTags timeSeriesJoinTags timeSeriesRemove* timeSeriesReplaceTag timeSeriesStoreTags timeSeriesTagsToGroup timeSeriesTagsGroupToTags ' +
        'timeSeriesIdToTagsGroup timeSeriesThrowDuplicateSeriesIf',
    ),
  },
  {
    reason: 'depends on other rows or makes several of one',
    names: names(
      'arrayJoin unnest neighbor runningDifference runningDifferenceStartingWithFirstValue runningAccumulate rowNumberInBlock rowNumberInAllBlocks ' +
        'blockNumber blockSize blockSerializedSize',
    ),
  },
  { reason: 'waits, fails on purpose, or leaves a mark on the server', names: names('sleep sleepEachRow throwIf logTrace generateSerialID') },
  {
    reason: 'tests membership of a table, as its second argument can name one; write x IN (1, 2)',
    names: names('in notIn nullIn notNullIn inIgnoreSet notInIgnoreSet nullInIgnoreSet notNullInIgnoreSet globalIn* globalNotIn* globalNullIn* globalNotNullIn*'),
  },
  { reason: 'is one that ClickHouse uses inside itself', names: names('__* getTypeSerializationStreams dumpColumnStructure') },
]; // prettier-ignore

/** Lower-case names, and beginnings of names. */
const exact = new Map<string, string>();
const beginnings: (readonly [string, string])[] = [];
for (const { reason, names: all } of deniedFunctions) {
  for (const name of all) {
    if (name.endsWith('*')) beginnings.push([name.slice(0, -1).toLowerCase(), reason]);
    else exact.set(name.toLowerCase(), reason);
  }
}

/** Why a function is denied; undefined when it is not. Case does not count. */
export function deniedBecause(name: string): string | undefined {
  const lower = name.toLowerCase();
  return exact.get(lower) ?? beginnings.find(([beginning]) => lower.startsWith(beginning))?.[1];
}
