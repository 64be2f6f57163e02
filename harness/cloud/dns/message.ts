import {
  type Answer,
  AUTHORITATIVE_ANSWER,
  type DecodedPacket,
  decode,
  encode,
  type OptAnswer,
  type Question,
  RECURSION_AVAILABLE,
  RECURSION_DESIRED,
  TRUNCATED_RESPONSE,
} from 'dns-packet';

/** Response codes of RFC 1035 4.1.1. */
export const rcodes = {
  NOERROR: 0,
  FORMERR: 1,
  SERVFAIL: 2,
  NXDOMAIN: 3,
  NOTIMP: 4,
  REFUSED: 5,
} as const;

export type Rcode = keyof typeof rcodes;

/** What a server says to one question. */
export interface Reply {
  readonly rcode: Rcode;
  readonly answers?: readonly Answer[];
  readonly authorities?: readonly Answer[];
  /** The server owns the zone (AA). */
  readonly authoritative?: boolean;
  /** The server resolves for its clients (RA). */
  readonly recursionAvailable?: boolean;
}

/** A packet as decoded, with the response code that dns-packet's types leave out. */
export interface Message extends DecodedPacket {
  readonly rcode: string;
}

export const decodeMessage = (bytes: Buffer): Message => decode(bytes) as Message;

/** Query of one question, without EDNS: every answer of our zones fits into 512 bytes. */
export function encodeQuery(id: number, question: Question): Buffer {
  return encode({ type: 'query', id, questions: [question] });
}

/** RFC 1035 4.2.1: what a client that says nothing of EDNS can take over UDP. */
const plainUdpBytes = 512;
/** DNS flag day 2020: the largest answer that needs no IP fragments. */
const ednsUdpBytes = 1232;
const opcodeBits = 0x7800;

/** Answer to a query's bytes; empties the sections and sets TC if it is too large for the asker. */
export function encodeReply(query: Message, reply: Reply): Buffer {
  const opt = optOf(query);
  const flags =
    rcodes[reply.rcode] |
    ((query.flags ?? 0) & (opcodeBits | RECURSION_DESIRED)) |
    (reply.authoritative ? AUTHORITATIVE_ANSWER : 0) |
    (reply.recursionAvailable ? RECURSION_AVAILABLE : 0);
  const packet = {
    type: 'response' as const,
    id: query.id ?? 0,
    flags,
    questions: query.questions ?? [],
    answers: [...(reply.answers ?? [])],
    authorities: [...(reply.authorities ?? [])],
    additionals: opt ? [ownOpt()] : [],
  };
  const bytes = encode(packet);
  const limit = opt
    ? Math.max(plainUdpBytes, Math.min(opt.udpPayloadSize, ednsUdpBytes))
    : plainUdpBytes;
  if (bytes.length <= limit) return bytes;
  return encode({ ...packet, flags: flags | TRUNCATED_RESPONSE, answers: [], authorities: [] });
}

/** Answer to bytes that cannot be decoded, or undefined if not even their header can be read. */
export function encodeFormatError(bytes: Buffer): Buffer | undefined {
  const isResponse = ((bytes[2] ?? 0) & 0x80) !== 0;
  if (bytes.length < 12 || isResponse) return undefined;
  return encode({ type: 'response', id: bytes.readUInt16BE(0), flags: rcodes.FORMERR });
}

function optOf(message: Message): OptAnswer | undefined {
  return message.additionals?.find((record): record is OptAnswer => record.type === 'OPT');
}

function ownOpt(): OptAnswer {
  return {
    type: 'OPT',
    name: '.',
    udpPayloadSize: ednsUdpBytes,
    extendedRcode: 0,
    ednsVersion: 0,
    flags: 0,
    flag_do: false,
    options: [],
  };
}
