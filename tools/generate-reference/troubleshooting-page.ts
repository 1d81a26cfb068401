import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../check-packages/packages.js';
import { anchor, code, generatedNote, table } from './markdown.js';

/** What a text may depend on; see `Failure` in kafka-auth. */
interface Failure {
  readonly broker: string;
  readonly isFirstContact: boolean;
  readonly state: string | undefined;
  readonly said: string;
  readonly code: undefined;
  readonly connection: Readonly<Record<string, unknown>>;
}
type Text = string | ((failure: Failure) => string);

/** A row of the table of explanations. */
export interface Explanation {
  readonly kind: string;
  readonly when?: (failure: Failure) => boolean;
  readonly message: Text;
  readonly cause: Text;
  readonly advice: Text;
  readonly retryable: boolean;
}

/**
 * The table that kafka-auth explains client errors with. It is not exported; only the function that
 * uses it is.
 */
export async function explanationTable(): Promise<readonly Explanation[]> {
  const file = pathToFileURL(path.join(root, 'packages/kafka-auth/src/explain/explanations.ts'));
  return ((await import(file.href)) as { readonly explanations: readonly Explanation[] }).explanations;
}

/** The reference of what can go wrong between the runner and the brokers. */
export function troubleshootingPage(all: readonly Explanation[]): string {
  const shown = all.map((one) => ({ ...one, title: `kafka/${one.kind}`, ...textsOf(one) }));
  return [
    generatedNote,
    '# Troubleshooting connections',
    `What the runner says when it cannot read from Kafka, by code. The same texts and codes appear in the log of \`run\`, in its \`status\` events, and in
\`kafka-ingest connection check <name>\`, which tries a connection step by step and should be the first thing to run. \`<name>\` stands for a detail of the
case; each text begins with \`Connection <name>:\`. Mistakes in datafiles are in [diagnostics](diagnostics.md).`,
    `\`run\` retries every failure indefinitely, with pauses that grow to half a minute, and resumes once the cause is gone; nothing is lost in
the meantime. The last column says whether waiting can help. When the client reports one failure in several ways, the first of them in this table is explained.`,
    table(
      ['code', 'what it says', 'can go away by itself'],
      shown.map(({ title, messages, retryable }) => [
        `[${title}](#${anchor(title)})`,
        prose(messages.join(' Or: ')),
        retryable ? 'yes' : 'no',
      ]),
    ),
    ...shown.flatMap(({ title, messages, causes, advice, retryable }) => [
      `### ${title}`,
      `**It says:** ${prose(messages.join(' Or: '))}`,
      `**Likely cause:** ${prose(causes.join(' Or: '))}`,
      `**What to do:** ${prose(advice.join(' Or: '))}`,
      `**Retried:** ${retryable ? 'yes, and the next attempt may succeed.' : 'yes, with the same outcome until something is changed.'}`,
    ]),
    '## Other codes',
    `\`kafka-auth/aws-credentials\`, \`kafka-auth/aws-assume-role\` and \`kafka-auth/aws-signature\` are the steps to a token for AWS MSK; see
[\`@proj/kafka-auth\`](../packages/kafka-auth/README.md#tokens-for-aws-msk). \`codecs/registry-…\` are those of a schema registry; see
[\`@proj/codecs\`](../packages/codecs/README.md).`,
    '[connection-failures.txt](../packages/kafka-ingest/test/snapshots/connection-failures.txt) shows what a user reads in each of these situations, recorded with a real broker.',
  ].join('\n\n');
}

/** Every text that a row can produce, without repetitions. */
function textsOf(one: Explanation): {
  readonly messages: readonly string[];
  readonly causes: readonly string[];
  readonly advice: readonly string[];
} {
  const cases = casesOf(one.kind).filter((failure) => one.when?.(failure) ?? true);
  const each = (text: Text): readonly string[] => [
    ...new Set(cases.map((failure) => asShown(typeof text === 'string' ? text : text(failure)))),
  ];
  return { messages: each(one.message), causes: each(one.cause), advice: each(one.advice) };
}

/** The client's words that a row's text depends on, by kind. */
const said: Readonly<Record<string, readonly string[]>> = {
  mechanism: ['supported mechanisms: <mechanisms>'],
  'client-certificate': ['', 'handshake failure'],
};

function casesOf(kind: string): readonly Failure[] {
  const connections = ['PLAINTEXT', 'SSL', 'SASL_PLAINTEXT', 'SASL_SSL'].flatMap((protocol) =>
    ['PLAIN', 'OAUTHBEARER'].map((mechanism) => ({
      brokers: '<servers>',
      protocol,
      mechanism: mechanism === 'PLAIN' && kind === 'mechanism' ? '<mechanism>' : mechanism,
      user: '<user>',
      topic: '<topic>',
      group: '<group>',
      tls: { kind, from: '<date>', until: '<date>', names: '<names>' },
    })),
  );
  return connections.flatMap((connection) =>
    ['CONNECT', 'APIVERSION_QUERY', 'UP'].flatMap((state) =>
      (said[kind] ?? ['<what the client says>']).map((text) => {
        return { broker: '<server>', isFirstContact: true, state, said: text, code: undefined, connection };
      }),
    ),
  );
}

const asShown = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}`
    .replace(/KAFKA_SECURITY_PROTOCOL is \w+/, 'KAFKA_SECURITY_PROTOCOL is <protocol>')
    .replace('the mechanism OAUTHBEARER', 'the mechanism <mechanism>');

/** Holes and names of settings are set as code. */
const prose = (text: string): string =>
  text.replaceAll(/<[^<>]+>|\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b_?/g, (found) => code(found));
