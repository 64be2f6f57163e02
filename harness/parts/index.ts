export { cacheRoot } from './cache.ts';
export { chromiumFlags, chromiumFlagsFor } from './chromium-flags.ts';
export { type DoctorLine, doctor } from './doctor.ts';
export { type InstallOptions, installPart, installParts, type PartProgress } from './install.ts';
export { takeLock } from './lock.ts';
export type { InstalledPart, PartName, Parts, RegionPartName } from './part.ts';
export { stage } from './stage.ts';
export { PartsUnavailable, PartUnavailable, type UnavailableCode } from './unavailable.ts';
