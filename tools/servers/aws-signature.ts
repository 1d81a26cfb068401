import { createHash, createHmac } from 'node:crypto';

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** RFC 3986, as AWS requires for names and values. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);

export interface SignedRequest {
  readonly method: string;
  /** Of all the headers, those that are signed. */
  readonly headers: Readonly<Record<string, string>>;
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  /** `20300102T030405Z` */
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

/**
 * AWS Signature Version 4, computed from its specification and not by AWS's libraries, whose
 * requests are checked against it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signatureV4(request: SignedRequest, secretAccessKey: string): string {
  const names = Object.keys(request.headers).sort();
  const query = request.query
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
  const headers = names.map((name) => `${name}:${(request.headers[name] ?? '').trim().replace(/ +/g, ' ')}\n`).join('');
  const canonical = [request.method, '/', query, headers, names.join(';'), sha256(request.body)].join('\n');
  const day = request.date.slice(0, 8);
  const scope = `${day}/${request.region}/${request.service}/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', request.date, scope, sha256(canonical)].join('\n');
  const parts = [day, request.region, request.service, 'aws4_request'];
  const key = parts.reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  return hmac(key, toSign).toString('hex');
}
