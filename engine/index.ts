export { type ControlKeys, controlKeys } from './plan/control-keys.ts';
export { loadPlan, parsePlan } from './plan/load.ts';
export { PlanInvalid, type PlanProblem } from './plan/plan-invalid.ts';
export { scalePlan } from './plan/scale.ts';
export type { Plan } from './plan/schema.ts';
export { type Clock, systemClock } from './ports/clock.ts';
export { type Address, addressFrom, type Endpoints, type SeenFrom } from './ports/endpoints.ts';
export { type Deadline, DeadlineExceeded, until } from './ports/until.ts';
