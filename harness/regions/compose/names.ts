import { join } from 'node:path';
import { labelsOf } from '../containers/labels.ts';

export const COMPOSE_FILE = 'docker-compose.regions.yml';

/** The checkout that this is in; places see it under the same path. */
export const repository = join(import.meta.dirname, '../../..');

/** What containers of the regions that Compose keeps say of themselves, in place of a run's id. */
export const composeRun = 'compose';

/** What a place is called in the Compose file, and its directory among the orders. */
export const serviceNameOf = (region: string, name: string): string => `${region}-${name}`;

export const labels = (region: string, name: string) => labelsOf({ run: composeRun, name, region });
