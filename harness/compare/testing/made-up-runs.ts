import { journalOf } from '../../journal/index.ts';
import { type Judged, judge } from '../../judge/index.ts';
import { drillEntries } from '../../judge/testing/drill-entries.ts';
import type { ComparedRun } from '../usable.ts';

const drill = drillEntries({ operationsPerSecond: 240, vantages: ['us-east-1'] });

/** A run that passes. */
export const one: ComparedRun = { path: 'runs/one', judged: judge(journalOf(drill)) };

/** The same run with a detection that took so much longer, and so an RTO as much longer. */
export function later(moreMs: number): ComparedRun {
  const { services, waterfall } = one.judged;
  const moved = waterfall.map((bar) => {
    if (bar.phase === 'first-error') return bar;
    const startMs = bar.phase === 'detected' ? bar.startMs : bar.startMs + moreMs;
    return { ...bar, startMs, endMs: bar.endMs + moreMs };
  });
  const slower = services.map((service) => ({ ...service, rtoMs: Number(service.rtoMs) + moreMs }));
  return changed(one, { services: slower, waterfall: moved });
}

export function runs(...moreMs: readonly number[]): ComparedRun[] {
  return moreMs.map(later);
}

export function changed(run: ComparedRun, changes: Partial<Judged>): ComparedRun {
  return { ...run, judged: { ...run.judged, ...changes } };
}

export function withRto(run: ComparedRun, rtoMs: 'infinity' | 'unmeasured'): ComparedRun {
  return changed(run, { services: run.judged.services.map((lane) => ({ ...lane, rtoMs })) });
}

export function withStore(run: ComparedRun, store: Partial<Judged['stores'][number]>): ComparedRun {
  return changed(run, { stores: run.judged.stores.map((own) => ({ ...own, ...store })) });
}

/** A run that a check turns red. */
export function failing(run: ComparedRun, id: string): ComparedRun {
  const checks = run.judged.checks.map((check) =>
    check.id === id ? { ...check, verdict: 'fail' as const } : check,
  );
  return changed(run, { checks, verdict: 'fail', reasons: [`${id}: broken`] });
}

/** A run that says nothing. */
export function noisy(run: ComparedRun): ComparedRun {
  return changed(run, { verdict: 'unknown', reasons: ['host-quiet: too loud'] });
}
