import { deniedBecause } from '../../packages/datafile-parser/src/functions/denied-functions.js';

interface ServerFunction {
  readonly name: string;
  readonly is_aggregate: number;
  readonly case_insensitive: number;
}

/**
 * Functions of a full server that the embedded one lacks, and some of earlier versions.
 */
const ELSEWHERE =
  'BLAKE3 bech32Encode bech32Decode idnaEncode tryIdnaEncode idnaDecode punycodeEncode punycodeDecode tryPunycodeDecode generateULID ' +
  'ULIDStringToDateTime detectCharset detectLanguage detectLanguageMixed detectLanguageUnknown detectProgrammingLanguage detectTonality stem ' +
  'seriesPeriodDetectFFT geoToS2 s2ToGeo s2CapContains s2CapUnion s2CellsIntersect s2GetNeighbors s2RectAdd s2RectContains s2RectIntersection ' +
  's2RectUnion snowflakeToDateTime snowflakeToDateTime64 dateTimeToSnowflake dateTime64ToSnowflake sumMap minMap maxMap ssdeep ' +
  'uniqTheta uniqThetaIntersect uniqThetaUnion uniqThetaNot';
/** Forms of the language that look like functions; the server does not list them. */
const SYNTAX =
  'date_add dateadd date_sub datesub timestamp_add timestampadd timestamp_sub timestampsub datediff timestampdiff try_cast';

/** The data file of the parser, made from `system.functions`. */
export async function functionsFile(clickhouseUrl: string): Promise<{ readonly path: string; readonly text: string }> {
  const all = await serverFunctions(clickhouseUrl);
  const allowed = all.filter(({ name }) => deniedBecause(name) === undefined);
  const list = (functions: readonly ServerFunction[], more = ''): string =>
    [...new Set([...functions.map(({ name }) => name), ...more.split(' ').filter((one) => one !== '')])]
      .sort()
      .join(' ');
  const rows = allowed.filter((one) => one.is_aggregate === 0);
  const aggregates = allowed.filter((one) => one.is_aggregate === 1);
  return {
    path: 'packages/datafile-parser/src/functions/known-functions.ts',
    text: `// Written by \`npm run functions:write\` from the functions of the embedded ClickHouse. Changes belong in tools/list-functions.

/** Functions of single rows with case-sensitive names. */
export const ROW_FUNCTIONS = ${JSON.stringify(
      list(
        rows.filter((one) => one.case_insensitive === 0),
        ELSEWHERE,
      ),
    )};

/** Functions of single rows with case-insensitive names. */
export const ANY_CASE_FUNCTIONS = ${JSON.stringify(
      list(
        rows.filter((one) => one.case_insensitive === 1),
        SYNTAX,
      ),
    )};

/** Aggregate functions, without combinators. */
export const AGGREGATE_FUNCTIONS = ${JSON.stringify(list(aggregates))};
`,
  };
}

/** All functions of a server. */
export async function serverFunctions(clickhouseUrl: string): Promise<readonly ServerFunction[]> {
  const query = `SELECT name, max(is_aggregate) AS is_aggregate, max(case_insensitive) AS case_insensitive
    FROM system.functions WHERE origin = 'System' GROUP BY name ORDER BY name FORMAT JSONEachRow`;
  const response = await fetch(clickhouseUrl, { method: 'POST', body: query });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as ServerFunction);
}
