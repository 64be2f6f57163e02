import { slowWallClock } from '../support/slow-wall-clock.ts';

/** The control: the service as it is, on a machine whose calendar clock is slow. */
slowWallClock();
await import('../../../fixtures/app/main.ts');
