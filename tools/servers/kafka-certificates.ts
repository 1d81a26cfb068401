import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Certificates {
  /** The authority's own certificate: the one clients have to trust. */
  readonly caPem: string;
  readonly caFile: string;
  /**
   * The broker's private key and certificate, and the authority's, in one file as Kafka expects.
   */
  readonly keystoreFile: string;
}

/**
 * An authority of our own and a certificate for `localhost` and 127.0.0.1, made with openssl.
 * Existing ones are kept.
 */
export async function makeCertificates(folder: string): Promise<Certificates> {
  await mkdir(folder, { recursive: true });
  const file = (name: string): string => path.join(folder, name);
  const result = { caFile: file('ca.pem'), keystoreFile: file('keystore.pem') };
  try {
    await readFile(result.keystoreFile);
    return { ...result, caPem: await readFile(result.caFile, 'utf8') };
  } catch {
    // Does not exist yet.
  }
  await writeFile(file('broker.ext'), 'subjectAltName=DNS:localhost,IP:127.0.0.1\n');
  const newKey = ['-newkey', 'rsa:2048', '-nodes'];
  await openssl(
    'req',
    '-x509',
    ...newKey,
    '-keyout',
    file('ca.key'),
    '-out',
    result.caFile,
    '-days',
    '3650',
    '-subj',
    '/CN=kafka-ingest test authority',
  );
  await openssl('req', ...newKey, '-keyout', file('broker.key'), '-out', file('broker.csr'), '-subj', '/CN=localhost');
  await openssl(
    ...['x509', '-req', '-in', file('broker.csr'), '-CA', result.caFile, '-CAkey', file('ca.key')],
    ...['-set_serial', '1', '-days', '3650', '-extfile', file('broker.ext'), '-out', file('broker.pem')],
  );
  const parts = await Promise.all(['broker.key', 'broker.pem', 'ca.pem'].map((name) => readFile(file(name), 'utf8')));
  await writeFile(result.keystoreFile, parts.join(''));
  return { ...result, caPem: await readFile(result.caFile, 'utf8') };
}

async function openssl(...args: string[]): Promise<void> {
  try {
    await run('openssl', args);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new Error(
        'openssl is missing: it makes the certificate of the SASL_SSL listener. Install it, e.g. apt-get install openssl.',
      );
    }
    throw error;
  }
}
