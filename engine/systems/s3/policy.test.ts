import { expect, it } from 'vitest';
import { isFenced, withFence, withoutFence } from './policy.ts';

const own = { Sid: 'Locked', Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: 'arn:x' };
const policy = JSON.stringify({ Version: '2008-10-17', Id: 'theirs', Statement: [own] });

it('denies writing and deleting objects of the bucket, and no more, to everyone', () => {
  const made = withFence(undefined, 'objects');
  expect(JSON.parse(made)).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'BlackstartFence',
        Effect: 'Deny',
        Principal: '*',
        Action: ['s3:PutObject', 's3:DeleteObject', 's3:DeleteObjectVersion'],
        Resource: 'arn:aws:s3:::objects/*',
      },
    ],
  });
  expect(withoutFence(made)).toBeUndefined();
});

it('leaves what else the policy says as it is', () => {
  const made = withFence(policy, 'objects');
  expect(JSON.parse(made)).toMatchObject({ Version: '2008-10-17', Id: 'theirs' });
  expect(JSON.parse(made).Statement[0]).toEqual(own);
  expect(JSON.parse(withoutFence(made) ?? '')).toEqual(JSON.parse(policy));
});

it('is in a policy once, whatever was said before', () => {
  const made = withFence(withFence(policy, 'objects'), 'objects');
  expect(JSON.parse(made).Statement).toHaveLength(2);
  expect([isFenced(made), isFenced(policy), isFenced('{}')]).toEqual([true, false, false]);
});

it('knows a single statement without a list around it', () => {
  const single = JSON.stringify({ Version: '2012-10-17', Statement: own });
  expect(JSON.parse(withFence(single, 'objects')).Statement).toHaveLength(2);
  expect(JSON.parse(withoutFence(single) ?? '').Statement).toEqual([own]);
});

it('changes no policy that it cannot read', () => {
  for (const change of [withFence, withoutFence]) {
    expect(() => change('{"Statement": [', 'objects')).toThrow(SyntaxError);
  }
});
