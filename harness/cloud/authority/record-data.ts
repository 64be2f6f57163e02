import type { Answer } from 'dns-packet';
import { canonicalName } from '../dns/name.ts';
import type { RecordSet } from '../route53/zone.ts';

export class RecordUnsupported extends Error {
  override readonly name = 'RecordUnsupported';
  readonly code = 'RECORD_UNSUPPORTED';
}

/** A record set as answers of the wire, under the name asked for. Throws RecordUnsupported. */
export function toAnswers(record: RecordSet, name: string): readonly Answer[] {
  return record.values.map((value) => toAnswer(record, name, value));
}

function toAnswer({ type, ttl }: RecordSet, name: string, value: string): Answer {
  const words = value.trim().split(/\s+/);
  const word = (index: number) => words[index] ?? '';
  const figure = (index: number) => Number(word(index));
  switch (type) {
    case 'A':
    case 'AAAA':
      return { type, name, ttl, data: value };
    case 'CNAME':
    case 'NS':
    case 'PTR':
      return { type, name, ttl, data: canonicalName(value) };
    case 'TXT':
      return { type, name, ttl, data: quotedStrings(value) };
    case 'MX':
      return { type, name, ttl, data: { preference: figure(0), exchange: canonicalName(word(1)) } };
    case 'SRV': {
      const target = canonicalName(word(3));
      const data = { priority: figure(0), weight: figure(1), port: figure(2), target };
      return { type, name, ttl, data };
    }
    case 'SOA':
      return { type, name, ttl, data: soaData(value) };
    default:
      throw new RecordUnsupported(`${name} ${type}: values of this type are not emulated`);
  }
}

export interface Soa {
  readonly mname: string;
  readonly rname: string;
  readonly serial: number;
  readonly refresh: number;
  readonly retry: number;
  readonly expire: number;
  /** Seconds; with the record's TTL it bounds negative caching (RFC 2308). */
  readonly minimum: number;
}

function soaData(value: string): Soa {
  const [mname = '', rname = '', ...figures] = value.trim().split(/\s+/);
  const [serial = 1, refresh = 7200, retry = 900, expire = 1209600, minimum = 86400] =
    figures.map(Number);
  const names = { mname: canonicalName(mname), rname: canonicalName(rname) };
  return { ...names, serial, refresh, retry, expire, minimum };
}

function quotedStrings(value: string): string[] {
  const found = [...value.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, text = '']) =>
    text.replace(/\\(.)/g, '$1'),
  );
  return found.length > 0 ? found : [value];
}
