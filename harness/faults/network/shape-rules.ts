import type { Address } from '../../../engine/index.ts';

/** What becomes of packets; shares are from 0 to 1. */
export interface Shape {
  readonly delayMs?: number | undefined;
  /** How much the delay differs from packet to packet. */
  readonly jitterMs?: number | undefined;
  readonly lossShare?: number | undefined;
  /** So many overtake those that are delayed. */
  readonly reorderShare?: number | undefined;
  readonly kbitPerSecond?: number | undefined;
}

/** More than any link here carries: a class of htb has to have a rate. */
const unlimited = '10gbit';

/** Whether it takes netem; a rate alone is made by htb. */
export function takesNetem(shape: Shape): boolean {
  const { kbitPerSecond: _, ...others } = shape;
  return Object.values(others).some((value) => value !== undefined);
}

/**
 * A script for a shell: what these ends of links send through the device that `first` is at passes
 * a class of its own. Fails where the device has one already.
 */
export function shapeRules(ends: readonly [Address, ...Address[]], shape: Shape): string {
  const { kbitPerSecond } = shape;
  const rate = kbitPerSecond === undefined ? unlimited : `${kbitPerSecond}kbit`;
  return [
    deviceOf(ends[0].host),
    'tc qdisc add dev $device root handle 1: htb',
    `tc class add dev $device parent 1: classid 1:1 htb rate ${rate}`,
    ...(takesNetem(shape) ? [`tc qdisc add dev $device parent 1:1 netem ${netemOf(shape)}`] : []),
    ...ends.map(
      ({ host, port }) =>
        'tc filter add dev $device parent 1: protocol ip ' +
        `u32 match ip src ${host}/32 match ip sport ${port} 0xffff flowid 1:1`,
    ),
  ].join(' && ');
}

/** Any number of times. */
export const unshapeRules = (host: string): string =>
  `${deviceOf(host)} && if tc class show dev $device | grep -q .; then ` +
  'tc qdisc del dev $device root; fi';

/** Says what has passed the class, if there is one. */
export const shapedBy = (host: string): string =>
  `${deviceOf(host)} && tc -s class show dev $device`;

function deviceOf(host: string): string {
  return `device=$(ip -o -4 address show to ${host}/32 | awk '{ print $2 }') && test "$device"`;
}

/** As `man tc-netem` has it: reordering takes a delay that some packets do not wait for. */
function netemOf({ delayMs, jitterMs, lossShare, reorderShare }: Shape): string {
  const percent = (share: number) => `${share * 100}%`;
  return [
    ...(delayMs === undefined ? [] : ['delay', `${delayMs}ms`]),
    ...(jitterMs === undefined ? [] : [`${jitterMs}ms`]),
    ...(lossShare === undefined ? [] : ['loss', percent(lossShare)]),
    ...(reorderShare === undefined ? [] : ['reorder', percent(reorderShare)]),
  ].join(' ');
}
