import { slowWallClock } from '../support/slow-wall-clock.ts';

/** The service's one source of time is the calendar clock of its machine, which is slow. */
slowWallClock();
performance.now = () => Date.now();
await import('../../../fixtures/app/main.ts');
