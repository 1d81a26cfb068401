import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { signatureV4 } from './aws-signature.js';

/** A request as the fake STS received it, with its signature checked. */
export interface StsRequest {
  readonly form: Readonly<Record<string, string>>;
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
  readonly signatureIsRight: boolean;
}

/** How the server answers. */
export type StsAnswer =
  | {
      readonly accessKeyId: string;
      readonly secretAccessKey: string;
      readonly sessionToken: string;
      readonly expiration: Date;
    }
  | { readonly status: number; readonly code: string; readonly message: string }
  /** Accepts the request and never answers. */
  | 'silence';

export interface FakeSts {
  /** For AWS_ENDPOINT_URL_STS. */
  readonly url: string;
  readonly requests: StsRequest[];
  answer: StsAnswer;
  stop(): Promise<void>;
}

/** AWS STS as far as AssumeRole goes, over HTTP on 127.0.0.1. */
export async function startFakeSts(secretOf: (accessKeyId: string) => string | undefined): Promise<FakeSts> {
  const sts: { requests: StsRequest[]; answer: StsAnswer } = { requests: [], answer: 'silence' };
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const seen = check(request, body, secretOf);
      sts.requests.push(seen);
      const answer: StsAnswer = seen.signatureIsRight
        ? sts.answer
        : { status: 403, code: 'SignatureDoesNotMatch', message: 'The request signature we calculated does not match' };
      if (answer === 'silence') return;
      const status = 'status' in answer ? answer.status : 200;
      response.writeHead(status, { 'content-type': 'text/xml' }).end(xmlOf(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(sts, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

function check(request: IncomingMessage, body: string, secretOf: (id: string) => string | undefined): StsRequest {
  const authorization =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request, SignedHeaders=([^,]+), Signature=(\w+)$/;
  const [, accessKeyId = '', region = '', service = '', signed = '', signature = ''] =
    authorization.exec(request.headers.authorization ?? '') ?? [];
  const headers = Object.fromEntries(signed.split(';').map((name) => [name, String(request.headers[name])]));
  const date = String(request.headers['x-amz-date']);
  const expected = signatureV4(
    { method: request.method ?? '', headers, query: [], body, date, region, service },
    secretOf(accessKeyId) ?? '',
  );
  const form = Object.fromEntries(new URLSearchParams(body));
  return { form, accessKeyId, region, service, signatureIsRight: signature === expected };
}

function xmlOf(answer: Exclude<StsAnswer, 'silence'>): string {
  const namespace = 'xmlns="https://sts.amazonaws.com/doc/2011-06-15/"';
  if ('status' in answer) {
    const { code, message } = answer;
    return `<ErrorResponse ${namespace}><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r</RequestId></ErrorResponse>`;
  }
  return `<AssumeRoleResponse ${namespace}><AssumeRoleResult><AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/r/s</Arn><AssumedRoleId>A:s</AssumedRoleId></AssumedRoleUser><Credentials>
<AccessKeyId>${answer.accessKeyId}</AccessKeyId><SecretAccessKey>${answer.secretAccessKey}</SecretAccessKey>
<SessionToken>${answer.sessionToken}</SessionToken><Expiration>${answer.expiration.toISOString()}</Expiration>
</Credentials></AssumeRoleResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></AssumeRoleResponse>`;
}
