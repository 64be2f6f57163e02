import { decode, encode, type OptAnswer } from 'dns-packet';
import { expect, test } from 'vitest';
import { decodeMessage, encodeFormatError, encodeQuery, encodeReply } from './message.ts';

const question = { name: 'api.semantest.test', type: 'TXT' as const };
const large = Array.from({ length: 30 }, (_, index) => ({
  ...question,
  ttl: 5,
  data: [`${index}`.padStart(20, '.')],
}));

test('a reply repeats id and question and carries its code', () => {
  const query = decodeMessage(encodeQuery(77, question));
  const reply = decodeMessage(encodeReply(query, { rcode: 'NXDOMAIN', authoritative: true }));
  expect(reply).toMatchObject({ id: 77, flag_qr: true, flag_aa: true, rcode: 'NXDOMAIN' });
  expect(reply.questions).toMatchObject([question]);
});

test('an answer too large for the asker is empty and truncated', () => {
  const query = decodeMessage(encodeQuery(1, question));
  const reply = decodeMessage(encodeReply(query, { rcode: 'NOERROR', answers: large }));
  expect(reply.flag_tc).toBe(true);
  expect(reply.answers).toEqual([]);
});

test('an asker with EDNS gets more, and EDNS back', () => {
  const opt: OptAnswer = {
    type: 'OPT',
    name: '.',
    udpPayloadSize: 4096,
    extendedRcode: 0,
    ednsVersion: 0,
    flags: 0,
    flag_do: false,
    options: [],
  };
  const few = large.slice(0, 15);
  const query = decodeMessage(encode({ questions: [question], additionals: [opt] }));
  const bytes = encodeReply(query, { rcode: 'NOERROR', answers: few });
  expect(bytes.length).toBeGreaterThan(512);
  const reply = decodeMessage(bytes);
  expect(reply.flag_tc).toBe(false);
  expect(reply.additionals).toMatchObject([{ type: 'OPT', udpPayloadSize: 1232 }]);
});

test('bytes that are no query are a format error, and a response is never answered', () => {
  const broken = Buffer.concat([encodeQuery(9, question).subarray(0, 14)]);
  expect(() => decode(broken)).toThrow();
  const reply = encodeFormatError(broken);
  expect(reply && decodeMessage(reply)).toMatchObject({ id: 9, rcode: 'FORMERR' });
  expect(encodeFormatError(Buffer.alloc(5))).toBeUndefined();
  const response = encode({ type: 'response', id: 9 });
  expect(encodeFormatError(response)).toBeUndefined();
});
