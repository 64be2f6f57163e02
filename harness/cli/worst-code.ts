import { exitCode } from './exit-code.ts';

/** Not healed wins over all; else an interruption, the rig, a miss, and what is unknown. */
export function worstCode(codes: readonly number[]): number {
  const order = [exitCode.notHealed, exitCode.interrupted, exitCode.rig, 3, 1, 2];
  return order.find((code) => codes.includes(code)) ?? exitCode.ok;
}
