import type { RunningRegions } from '../../regions/runtime.ts';
import { observeDnsAnswers } from './dns-answers.ts';
import { observeFencingRegister } from './fencing-register.ts';
import { observeHostNoise } from './host-noise.ts';
import type { ObserverContext } from './observer.ts';
import { observeReplicationLag } from './replication-lag.ts';
import { observeWritable } from './writable.ts';

/** Everything the rig watches from outside, from now until disposed. */
export function observe(regions: RunningRegions, context: ObserverContext): AsyncDisposable {
  const observers = new AsyncDisposableStack();
  observers.use(observeHostNoise(context));
  observers.use(observeWritable(regions, context));
  observers.use(observeDnsAnswers(regions, context));
  observers.use(observeReplicationLag(regions, context));
  observers.use(observeFencingRegister(regions, context));
  return observers;
}
