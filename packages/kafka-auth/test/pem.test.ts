import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPem } from '../src/pem.js';

const readCertificates = (text: string): unknown => {
  const result = readPem(text, 'certificate');
  return 'blocks' in result ? { pem: result.blocks.map((one) => one.pem).join('') } : result;
};

/** Two self-signed certificates, one after the other. */
const chain = readFileSync(new URL('fixtures/two-authorities.pem', import.meta.url), 'utf8');
const lines = chain.trimEnd().split('\n');

describe('certificates', () => {
  it('the certificates of the fixture are real', () => {
    const subjects = chain
      .match(/-----BEGIN[^]*?-----END CERTIFICATE-----/g)
      ?.map((one) => new X509Certificate(one).subject);
    expect(subjects).toEqual(['CN=Test authority 1', 'CN=Test authority 2']);
  });

  it.each([
    ['as they are', chain],
    ['without a line break at the end', chain.trimEnd()],
    ['with lines of Windows', chain.replaceAll('\n', '\r\n')],
    ['with line breaks written as \\n', chain.replaceAll('\n', String.raw`\n`)],
    ['indented as a block of a datafile', lines.map((line) => `    ${line}  `).join('\n')],
    ['with blanks for line breaks', chain.replaceAll('\n', ' ')],
    ['with blank lines', chain.replaceAll('\n', '\n\n')],
    ['with text around them', `subject=CN = Test\n${chain}that was all`],
  ])('certificates are read %s', (_, text) => expect(readCertificates(text)).toEqual({ pem: chain }));
});

describe('what is not a certificate', () => {
  const end = lines.indexOf('-----END CERTIFICATE-----') + 1;
  const replaceLine = (line: number, text: string | undefined): string =>
    lines.flatMap((one, i) => (i + 1 === line ? (text ?? []) : [one])).join('\n');

  it.each([
    ['a path', '/etc/ssl/ca.pem', 1, 'no certificate has begun'],
    ['a certificate without BEGIN', replaceLine(1, undefined), end - 1, 'ends that did not begin'],
    ['too few dashes', replaceLine(1, '----BEGIN CERTIFICATE----'), 1, 'broken BEGIN or END line'],
    ['a line cut out', replaceLine(5, (lines[4] ?? '').slice(3)), end, 'ends too early'],
    ['a stray character', replaceLine(3, `${lines[2]}*`), 3, 'not base64'],
    ['no END', replaceLine(end, undefined), end, 'begins inside another'],
    ['no END at all', lines.slice(0, 5).join('\n'), 1, 'without an END line'],
    ['nothing between BEGIN and END', `${lines[0]}\n${lines[end - 1]}`, 2, 'ends too early'],
    [
      'a private key',
      '\n-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----',
      2,
      'a private key begins',
    ],
    ['a request', '-----BEGIN CERTIFICATE REQUEST-----', 1, 'other than a certificate'],
  ])('%s is reported in its line', (_, text, line, what) => {
    const result = readCertificates(text);
    expect(result).toMatchObject({ problem: { line } });
    expect(result).toMatchObject({ problem: { what: expect.stringContaining(what) as string } });
  });

  it('a text that is not a certificate never throws, and is never repeated in a report', () => {
    const piece = fc.constantFrom(
      ...lines.slice(0, 3),
      'SECRETSECRET',
      '-----END CERTIFICATE-----',
      '-----',
      ' ',
      '\n',
      '\\n',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string())), (some) => {
        const result = readCertificates(some.join(''));
        if (JSON.stringify(result).includes('problem')) expect(JSON.stringify(result)).not.toContain('SECRETSECRET');
      }),
    );
  });
});
