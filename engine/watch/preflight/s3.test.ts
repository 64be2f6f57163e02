import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { refusalIn, type SdkError, s3Question } from './s3.ts';

const thrown = (name: string, httpStatusCode?: number): SdkError =>
  Object.assign(new Error('said'), { name, $metadata: httpStatusCode ? { httpStatusCode } : {} });

it.each([
  ['AccessDenied', 403, /policy of bucket objects.*s3:GetBucketPolicy/],
  ['InvalidAccessKeyId', 403, /refuses the key \(InvalidAccessKeyId\).*s3\.credentials/],
  ['SignatureDoesNotMatch', 403, /refuses the key/],
  ['AuthorizationHeaderMalformed', 400, /refuses the key/],
  ['NoSuchBucket', 404, /has no bucket objects.*s3\.bucket/],
  ['CredentialsProviderError', undefined, /has no key.*s3\.credentials/],
])('takes %s for a refusal', (name, status, why) => {
  expect(refusalIn(thrown(name, status), 'objects')).toMatch(why);
});

it.each([
  ['SlowDown', 503],
  ['InternalError', 500],
  ['AbortError', undefined],
  ['TimeoutError', undefined],
])('does not take %s for one', (name, status) => {
  expect(() => refusalIn(thrown(name, status), 'objects')).toThrow('said');
});

/** What S3 answers, by its reference; LocalStack denies nobody its policy. */
async function answered(status: number, text: string): Promise<string | undefined> {
  const server = createServer((_, response) => response.writeHead(status).end(text));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const credentials = { accessKeyId: 'k', secretAccessKey: 's' };
  const options = { region: 'us-west-2', address: { host: '127.0.0.1', port }, credentials };
  try {
    return await s3Question({ ...options, bucket: 'objects' }).ask(2_000);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const error = (code: string) => `<?xml version="1.0"?><Error><Code>${code}</Code></Error>`;

it('reads what S3 says against it as the SDK does', async () => {
  expect(await answered(403, error('AccessDenied'))).toMatch(/^refuses the policy of bucket/);
  expect(await answered(403, error('SignatureDoesNotMatch'))).toMatch(/^refuses the key/);
  expect(await answered(404, error('NoSuchBucketPolicy'))).toBeUndefined();
  expect(await answered(200, '{"Version":"2012-10-17","Statement":[]}')).toBeUndefined();
  await expect(answered(503, error('SlowDown'))).rejects.toMatchObject({ name: 'SlowDown' });
});
