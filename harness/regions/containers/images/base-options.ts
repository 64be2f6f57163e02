import type Dockerode from 'dockerode';
import type { InstalledPart } from '../../../parts/index.ts';

export interface BaseOptions {
  readonly docker: Dockerode;
  readonly cache: string;
  readonly debootstrap: () => Promise<InstalledPart>;
  readonly say: (message: string) => void;
  readonly signal?: AbortSignal | undefined;
}
