import { type Question, Reader } from './wire.ts';

const any = 1;
const ofCluster = 4;
const noText = [0xff, 0xff];

/** DescribeAcls, version 1: of the cluster, those of everybody. Reading them needs Describe. */
export const accessRules: Question = {
  apiKey: 29,
  version: 1,
  body: Buffer.from([ofCluster, ...noText, any, ...noText, ...noText, any, any]),
};

/** Error code of the reply; 0 is none. */
export function accessRulesError(body: Buffer): number {
  const reader = new Reader(body);
  reader.int32(); // Throttle time.
  return reader.int16();
}

/** Metadata, version 8: of no topic, and with what the asking one may do with the cluster. */
export const ownRights: Question = {
  apiKey: 3,
  version: 8,
  body: Buffer.from([0, 0, 0, 0, 0, 1, 0]),
};

/** The bit of each operation is its number in the protocol; all that are implied are among them. */
const alter = 7;

/** Whether the one that asked may change access rules: what it may do stands last in the reply. */
export function mayChangeRules(body: Buffer): boolean {
  return (body.readInt32BE(body.length - 4) & (1 << alter)) !== 0;
}
