export { type DoctorLine, doctor } from './doctor.ts';
export { type InstallOptions, installPart, installParts, type PartProgress } from './install.ts';
export type { InstalledPart, PartName, Parts } from './part.ts';
export { stage } from './stage.ts';
export { PartsUnavailable, PartUnavailable, type UnavailableCode } from './unavailable.ts';
