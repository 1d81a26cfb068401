import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import type { KafkaClientProperties } from './client-config.js';
import { authDiagnostics } from './messages.js';
import { isEncrypted, readPem, type PemBlock, type PemKind, type PemProblem } from './pem.js';
import type { Problems } from './problems.js';
import type { KafkaConnectionSettings, KafkaSettingName } from './settings.js';

type CertificateSetting = 'KAFKA_SSL_CA_PEM' | 'KAFKA_SSL_CERT_PEM';

const CA = 'KAFKA_SSL_CA_PEM';
const CERT = 'KAFKA_SSL_CERT_PEM';
const KEY = 'KAFKA_SSL_KEY_PEM';

/** Without certificates of its own, the client trusts the authorities that the system trusts. */
export function readTls(
  settings: KafkaConnectionSettings,
  now: Date,
  problems: Problems,
): Partial<KafkaClientProperties> {
  const { sslCaPem = '', sslCertPem = '', sslKeyPem = '' } = settings;
  const authorities = readCertificates(CA, sslCaPem, now, problems);
  const own = readCertificates(CERT, sslCertPem, now, problems);
  const key = readKey(sslKeyPem, problems);
  if (isGiven(sslCertPem) !== isGiven(sslKeyPem)) {
    const [given, absent] = isGiven(sslCertPem) ? ([CERT, KEY] as const) : ([KEY, CERT] as const);
    problems.missing(absent, `: ${given} needs it`, 'A client certificate takes both, or leave both out.', [given]);
  }
  checkAuthorities(authorities ?? [], problems);
  checkOrder(own ?? [], problems);
  const [certificate] = own ?? [];
  if (certificate && key && !certificate.parsed.checkPrivateKey(key.parsed)) {
    problems.add(KEY, authDiagnostics.create('key-mismatch', {}), key.block.line);
  }
  return {
    ...(authorities ? { 'ssl.ca.pem': join(authorities) } : {}),
    ...(own ? { 'ssl.certificate.pem': join(own) } : {}),
    ...(key ? { 'ssl.key.pem': key.block.pem } : {}),
  };
}

interface Certificate {
  readonly block: PemBlock;
  readonly parsed: X509Certificate;
}

const isGiven = (text: string): boolean => text.trim() !== '';
const join = (certificates: readonly Certificate[]): string => certificates.map((one) => one.block.pem).join('');

/** Undefined when none are given, or when they cannot be read, which is reported. */
function readCertificates(
  setting: CertificateSetting,
  text: string,
  now: Date,
  problems: Problems,
): readonly Certificate[] | undefined {
  if (!isGiven(text)) return undefined;
  const result = readPem(text, 'certificate');
  if ('problem' in result) return badPem(setting, 'certificate', result.problem, problems);
  const certificates: Certificate[] = [];
  for (const block of result.blocks) {
    const parsed = attempt(() => new X509Certificate(block.pem));
    if (!parsed) return badPem(setting, 'certificate', unreadable('certificate', block), problems);
    certificates.push({ block, parsed });
  }
  for (const [index, certificate] of certificates.entries()) {
    checkDates(setting, index + 1, certificate, now, problems);
  }
  return certificates;
}

function readKey(
  text: string,
  problems: Problems,
): { readonly block: PemBlock; readonly parsed: KeyObject } | undefined {
  if (!isGiven(text)) return undefined;
  if (isEncrypted(text)) return problems.add(KEY, authDiagnostics.create('encrypted-key', {})) as undefined;
  const result = readPem(text, 'private key');
  if ('problem' in result) return badPem(KEY, 'private key', result.problem, problems);
  const [block] = result.blocks;
  if (!block) return undefined;
  const parsed = attempt(() => createPrivateKey(block.pem));
  return parsed ? { block, parsed } : badPem(KEY, 'private key', unreadable('private key', block), problems);
}

function checkDates(
  setting: CertificateSetting,
  position: number,
  { block, parsed }: Certificate,
  now: Date,
  problems: Problems,
): void {
  const from = new Date(parsed.validFrom);
  const until = new Date(parsed.validTo);
  const code = until < now ? 'certificate-expired' : from > now ? 'certificate-not-yet-valid' : undefined;
  if (!code) return;
  const values = { setting, position, from: day(from), until: day(until) };
  problems.add(setting, authDiagnostics.create(code, values), block.line);
}

/**
 * A certificate that is neither an authority's nor self-signed cannot vouch for others: most likely
 * it is the broker's own.
 */
function checkAuthorities(certificates: readonly Certificate[], problems: Problems): void {
  for (const [index, { parsed, block }] of certificates.entries()) {
    if (parsed.ca || parsed.checkIssued(parsed)) continue;
    problems.add(CA, authDiagnostics.create('no-authority', { position: index + 1 }), block.line);
  }
}

/** The client sends them as they are given, and a broker need not sort them. */
function checkOrder(certificates: readonly Certificate[], problems: Problems): void {
  for (const [index, { parsed, block }] of certificates.entries()) {
    const before = certificates[index - 1];
    if (!before || before.parsed.checkIssued(parsed)) continue;
    problems.add(CERT, authDiagnostics.create('chain-order', { position: index + 1, before: index }), block.line);
  }
}

/** To the minute, in UTC: `2031-05-04 12:30 UTC`. */
const day = (date: Date): string => `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

const unreadable = (kind: PemKind, { line }: PemBlock): PemProblem => ({
  line,
  what: `a ${kind} that cannot be read begins`,
  advice: 'Its letters were changed or lost on the way here. Copy the whole file again.',
});

function badPem(setting: KafkaSettingName, kind: PemKind, problem: PemProblem, problems: Problems): undefined {
  const diagnostic = authDiagnostics.create('bad-pem', { setting, kind, ...problem });
  problems.add(setting, diagnostic, problem.line);
}

function attempt<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}
