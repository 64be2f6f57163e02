import type { Judged } from '../../harness/judge/index.ts';
import { criticalPath, type Stretch } from './critical-path.ts';
import { phaseOrder, phaseWords, type Waterfall } from './phases.ts';
import { rtoText } from './sentences.ts';
import { duration } from './words.ts';

/** One row of a waterfall's picture. */
export interface Row {
  readonly label: string;
  readonly total: string;
  readonly segments: readonly Segment[];
}

export interface Segment {
  readonly style: string;
  readonly hint: string;
  /** The longest that fits is shown. */
  readonly texts: readonly string[];
  readonly startMs: number;
  readonly endMs: number;
}

/** What clients and probes saw at one vantage, phase by phase. */
export function measuredRow(waterfall: Waterfall, judged: Judged): Row {
  const service = judged.services.find(
    (each) => each.name === waterfall.service && each.vantage === waterfall.vantage,
  );
  return {
    label: waterfall.vantage,
    total: service ? rtoText(service.rtoMs) : duration(waterfall.totalMs),
    segments: waterfall.bars.map((bar) => ({
      style: phaseStyle(phaseOrder.indexOf(bar.phase)),
      hint: `${phaseWords[bar.phase]}: ${duration(bar.endMs - bar.startMs)} (${bar.source})`,
      texts: [duration(bar.endMs - bar.startMs)],
      startMs: bar.startMs,
      endMs: bar.endMs,
    })),
  };
}

/** The last of the order, unexplained, has no colour of its own. */
function phaseStyle(index: number): string {
  return index < 0 || index === phaseOrder.length - 1 ? 'gap' : `phase-${index + 1}`;
}

/** The critical path of a waterfall; a service that never came back waits to the end. */
export function pathOf(waterfall: Waterfall, judged: Judged): readonly Stretch[] {
  const endless = judged.services.some(
    (each) =>
      each.name === waterfall.service &&
      each.vantage === waterfall.vantage &&
      each.rtoMs === 'infinity',
  );
  return criticalPath(judged.claims, waterfall.totalMs, endless);
}

/** The steps that decided how long it took, as the engine claims them. */
export function pathRow(path: readonly Stretch[]): Row {
  return {
    label: 'critical path',
    total: '',
    segments: path.map((stretch) => {
      const took = duration(stretch.endMs - stretch.startMs);
      return {
        style: stretchStyles[stretch.kind],
        hint: `${stretchName(stretch)}: ${took}`,
        texts: [`${stretchName(stretch)} ${took}`, stretchName(stretch), took],
        startMs: stretch.startMs,
        endMs: stretch.endMs,
      };
    }),
  };
}

const stretchStyles: Readonly<Record<Stretch['kind'], string>> = {
  notice: 'phase-2',
  decide: 'phase-3',
  step: 'phase-1',
  after: 'phase-8',
  wait: 'gap',
};

/** The step with what became of it, if that was not success. */
export function stretchName({ name, outcome }: Stretch): string {
  return outcome === '' ? name : `${name} (${outcome})`;
}

/** The plan's phases, one after the other. */
export function budgetRow(budget: Judged['budget']): Row {
  let startMs = 0;
  const segments = budget.map(({ phase, ms }) => {
    const segment = {
      style: 'budget',
      hint: `${phase}: ${duration(ms)} budgeted`,
      texts: [`${phase} ${duration(ms)}`, duration(ms)],
      startMs,
      endMs: startMs + ms,
    };
    startMs += ms;
    return segment;
  });
  return { label: 'budget', total: duration(startMs), segments };
}
