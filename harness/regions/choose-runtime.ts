import { type DoctorLine, doctor } from '../parts/index.ts';
import { type RuntimeName, runtimeNames } from './prepared-runtime.ts';

/** What can be asked for. */
export const runtimeChoices = ['auto', ...runtimeNames] as const;
export type RuntimeChoice = (typeof runtimeChoices)[number];

/** `auto` is embedded on Linux, where its parts can be had, and otherwise containers. */
export async function chooseRuntime(
  asked: RuntimeChoice,
  platform: NodeJS.Platform = process.platform,
  examine: () => Promise<readonly DoctorLine[]> = doctor,
): Promise<RuntimeName> {
  if (asked !== 'auto') return asked;
  if (platform !== 'linux') return 'containers';
  const missing = (await examine()).some(({ state, purpose }) => state === 'missing' && !purpose);
  return missing ? 'containers' : 'embedded';
}
