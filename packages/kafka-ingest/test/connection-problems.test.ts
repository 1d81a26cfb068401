import { readFileSync } from 'node:fs';
import { parseProject } from '@proj/datafile-parser';
import { formatDiagnostics } from '@proj/diagnostics';
import { expect, it } from 'vitest';
import { compileProject } from '../src/index.js';

const pem = readFileSync(new URL('../../kafka-auth/test/fixtures/two-authorities.pem', import.meta.url), 'utf8');
const good = 'TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS broker:9092\nKAFKA_KEY ada\nKAFKA_SECRET s\n';

/** `line:column severity message` of each problem, and the text it points at. */
function problemsOf(text: string, secrets: Readonly<Record<string, string>> = {}): readonly (readonly string[])[] {
  const { project } = parseProject([{ path: 'shop.connection', text }]);
  const { diagnostics } = compileProject(project, { lookupSecret: (name) => secrets[name] });
  return diagnostics.map(({ file, span, severity, message }) => {
    const at = file!.positionAt(span!.start);
    return [`${at.line}:${at.column} ${severity} ${message}`, file!.text.slice(span!.start, span!.end)];
  });
}

const block = (text: string): string => `KAFKA_SSL_CA_PEM >\n${text.replaceAll(/^(?=.)/gm, '    ')}`;

it('a broken line of a certificate is located in its block, past the lines that the block skips', () => {
  const lines = pem.trimEnd().split('\n');
  lines[2] = `${lines[2] ?? ''}*`;
  const [first, ...others] = lines;
  const text = good + block([first, '', ...others].join('\n'));
  expect(problemsOf(text)).toEqual([
    [expect.stringMatching(/^9:5 error KAFKA_SSL_CA_PEM is not a PEM certificate: .* not base64 in line/), lines[2]],
  ]);
});

it('each wrong server is reported at its own place', () => {
  const servers = 'a:1,  broker:9092x,"b",a';
  expect(problemsOf(`TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS   ${servers}\nKAFKA_KEY a\nKAFKA_SECRET s\n`)).toEqual([
    ['2:33 error Server 2 of KAFKA_BOOTSTRAP_SERVERS has a port that is not a number from 1 to 65535.', 'broker:9092x'],
    ['2:46 error Server 3 of KAFKA_BOOTSTRAP_SERVERS has a host that is neither a name nor an address.', '"b"'],
    ['2:50 error Server 4 of KAFKA_BOOTSTRAP_SERVERS has no port.', 'a'],
  ]);
});

it('a certificate from a secret is reported at its template, with the line of the secret', () => {
  const text = `${good}KAFKA_SSL_CA_PEM >\n    {{ tb_secret("CA") }}\n`;
  const secrets = { CA: pem.replace('\nMII', '\n*planted*') };
  expect(problemsOf(text, secrets)).toEqual([
    [
      '6:1 error KAFKA_SSL_CA_PEM is not a PEM certificate: there is something that is not base64 in line 2.',
      '    {{ tb_secret("CA") }}',
    ],
  ]);
  const { project } = parseProject([{ path: 'shop.connection', text }]);
  const { diagnostics } = compileProject(project, { lookupSecret: () => secrets.CA });
  expect(formatDiagnostics(diagnostics)).not.toContain('planted');
});

it('a setting without effect gets a warning at its line', () => {
  expect(problemsOf(`${good}KAFKA_SECURITY_PROTOCOL SASL_PLAINTEXT\n${block(pem)}`)).toEqual([
    [
      '7:1 warning KAFKA_SSL_CA_PEM is not used with KAFKA_SECURITY_PROTOCOL SASL_PLAINTEXT.',
      expect.stringContaining('-----BEGIN CERTIFICATE-----'),
    ],
  ]);
});

it('a setting that only some environments need gets no warning when the protocol comes from a secret', () => {
  const protocol = 'KAFKA_SECURITY_PROTOCOL {{ tb_secret("PROTOCOL", "PLAINTEXT") }}\nKAFKA_SASL_MECHANISM PLAIN\n';
  expect(problemsOf(good + protocol + block(pem))).toEqual([]);
});

it('a missing setting is reported at the setting that requires it', () => {
  const text = 'TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS broker:9098\nKAFKA_SASL_MECHANISM OAUTHBEARER\n';
  expect(problemsOf(text)).toEqual([
    ['3:22 error KAFKA_SASL_OAUTHBEARER_METHOD is missing: OAUTHBEARER needs it.', 'OAUTHBEARER'],
  ]);
  expect(problemsOf(`${text}KAFKA_SASL_OAUTHBEARER_METHOD AWS\n`)).toEqual(
    ['REGION', 'ROLE_ARN', 'EXTERNAL_ID'].map((name) => [
      `4:31 error KAFKA_SASL_OAUTHBEARER_AWS_${name} is missing: OAUTHBEARER with AWS needs it.`,
      'AWS',
    ]),
  );
});

it('a missing password is reported at the mechanism, the protocol, or the type of the connection', () => {
  const text = 'TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS broker:9098\nKAFKA_KEY ada\n';
  const place = (more: string): string => problemsOf(`${text}${more}`)[0]?.join(' ') ?? '';
  const missing = 'error KAFKA_SECRET is missing: SASL_SSL with SCRAM-SHA-256 needs it.';
  const mechanism = 'KAFKA_SASL_MECHANISM SCRAM-SHA-256\n';
  expect(place(`KAFKA_SECURITY_PROTOCOL SASL_SSL\n${mechanism}`)).toBe(`5:22 ${missing} SCRAM-SHA-256`);
  expect(place('KAFKA_SECURITY_PROTOCOL SASL_SSL\n')).toMatch(/^4:25 error KAFKA_SECRET is missing/);
  expect(place('')).toMatch(/^1:6 error KAFKA_SECRET is missing/);
});

it('a missing key is reported at its certificate', () => {
  const text = 'TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS broker:9098\nKAFKA_SECURITY_PROTOCOL SSL\n';
  const certificate = `KAFKA_SSL_CERT_PEM {{ tb_secret("CERT") }}\n`;
  expect(problemsOf(text + certificate, { CERT: pem })).toContainEqual([
    '4:20 error KAFKA_SSL_KEY_PEM is missing: KAFKA_SSL_CERT_PEM needs it.',
    '{{ tb_secret("CERT") }}',
  ]);
});
