export { type Clock, systemClock } from './ports/clock.ts';
export { type Address, addressFrom, type Endpoints, type SeenFrom } from './ports/endpoints.ts';
export { type Deadline, DeadlineExceeded, until } from './ports/until.ts';
