import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { newAccounts } from './accounts.ts';
import type { Site } from './site.ts';

/** Nobody but the owner of this id may be on the machine; it is `nobody` by custom. */
export const nobody = 65_534;

/** A site with accounts of its own, and directories that servers of other users can pass. */
export async function makeSite(about: Omit<Site, 'accounts'>): Promise<Site> {
  const { addresses, privateDir, logsDir } = about;
  await mkdir(logsDir, { recursive: true });
  const ofRegions = addresses.regions.map((region) => join(privateDir, region));
  for (const passage of [privateDir, ...ofRegions]) {
    await mkdir(passage, { recursive: true });
    await chmod(passage, 0o711);
  }
  return { ...about, accounts: newAccounts() };
}
