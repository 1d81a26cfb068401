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
 * The table by which kafka-auth explains what a client says. The table is not public: only its use
 * is.
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
    `What the runner says when it cannot read from Kafka, by code. Texts and codes are the same in the log of \`run\`, in its \`status\` events, and in
\`kafka-ingest connection check <name>\`, which tries a connection step by step and is the first thing to do. \`<name>\` stands for a detail of the
case; \`Connection <name>:\` comes first. Mistakes in datafiles are in [diagnostics](diagnostics.md).`,
    `\`run\` tries again for ever, whatever it is, with pauses that grow to half a minute, and goes on by itself once the cause is gone: nothing is lost
meanwhile. The last column says whether waiting can help. Where the client reports several things about one failure, the first of them in this table is explained.`,
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
      `**Tried again:** ${retryable ? 'yes, and it can work the next time.' : 'yes, and with the same outcome until something is changed.'}`,
    ]),
    '## Other codes',
    `\`kafka-auth/aws-credentials\`, \`kafka-auth/aws-assume-role\` and \`kafka-auth/aws-signature\` are the steps to a token for AWS MSK; see
[\`@proj/kafka-auth\`](../packages/kafka-auth/README.md#tokens-for-aws-msk). \`codecs/registry-…\` are those of a schema registry; see
[\`@proj/codecs\`](../packages/codecs/README.md).`,
    'What a user reads in each of these situations, seen on a real broker, is in [connection-failures.txt](../packages/kafka-ingest/test/snapshots/connection-failures.txt).',
  ].join('\n\n');
}

/** All that a row can say, each once. */
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

/** What the client must have said for a text to be another, by kind. */
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

/** Holes and names of settings are code. */
const prose = (text: string): string =>
  text.replaceAll(/<[^<>]+>|\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b_?/g, (found) => code(found));
