import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { FailoverDecision } from './decide.ts';
import { advance, type Event, type Phase, type State, transitions } from './state.ts';

const decision: FailoverDecision = {
  kind: 'failover',
  trigger: 'database_primary_failure',
  action: 'database-failover',
  from: 'us-east-1',
  to: 'us-west-2',
  epoch: 2,
};
const question = { id: 'a', decision, lossMs: 0, sinceMs: 10, untilMs: 99 };
const idle: State = { phase: 'idle', active: 'us-east-1', epoch: 1, paused: false };

const region = fc.constantFrom('us-east-1', 'us-west-2', 'none');
const epoch = fc.integer({ min: 1, max: 9 });
const plain = fc
  .constantFrom(
    ...(['elected', 'deposed', 'paused', 'resumed', 'declined', 'withdrawn'] as const),
    ...(['started', 'failed'] as const),
    ...(['undone', 'averted', 'cleared'] as const),
  )
  .map((kind): Event => ({ kind }));
const event: fc.Arbitrary<Event> = fc.oneof(
  plain,
  fc.record({ kind: fc.constant('writer' as const), region, epoch }),
  fc.constant<Event>({ kind: 'asked', question }),
  fc.record({ kind: fc.constant('succeeded' as const), active: fc.constant('us-west-2'), epoch }),
);
const history = fc.array(event, { maxLength: 30 });

const after = (events: readonly Event[], from = idle): readonly State[] => {
  const states = [from];
  for (const each of events) states.push(advance(states.at(-1) ?? from, each));
  return states;
};
const phaseAfter = (phase: Phase, one: Event) =>
  advance({ ...idle, phase, ...(phase === 'asking' ? { question } : {}) }, one).phase;

it('is what the table says', () => {
  const phases = Object.keys(transitions) as Phase[];
  const kinds = [
    'elected',
    'deposed',
    'paused',
    'declined',
    'withdrawn',
    'started',
    'failed',
    'undone',
    'averted',
    'cleared',
  ] as const;
  const lines = kinds.map((kind) => [kind, phases.map((phase) => phaseAfter(phase, { kind }))]);
  expect(phases).toEqual(['following', 'idle', 'asking', 'running', 'stuck']);
  expect(Object.fromEntries(lines)).toEqual({
    elected: ['idle', 'idle', 'idle', 'running', 'stuck'],
    deposed: ['following', 'following', 'following', 'following', 'following'],
    paused: ['following', 'idle', 'idle', 'running', 'stuck'],
    declined: ['following', 'idle', 'idle', 'running', 'stuck'],
    withdrawn: ['following', 'idle', 'idle', 'running', 'stuck'],
    started: ['following', 'running', 'running', 'running', 'stuck'],
    failed: ['following', 'stuck', 'asking', 'stuck', 'stuck'],
    undone: ['following', 'idle', 'asking', 'idle', 'stuck'],
    averted: ['following', 'idle', 'asking', 'idle', 'stuck'],
    cleared: ['following', 'idle', 'asking', 'running', 'idle'],
  });
});

it('begins a runbook only when none runs, and only while it leads', () => {
  fc.assert(
    fc.property(history, (events) => {
      const states = after(events);
      events.forEach((each, index) => {
        const [before, next] = [states[index], states[index + 1]];
        if (next?.phase !== 'running' || before?.phase === 'running') return;
        expect(each.kind).toBe('started');
        expect(['idle', 'asking']).toContain(before?.phase);
      });
    }),
  );
});

it('never follows nobody, and never goes back to an older epoch while it only watches', () => {
  fc.assert(
    fc.property(history, (events) => {
      const states = after(events);
      events.forEach((each, index) => {
        const [before, next] = [states[index] ?? idle, states[index + 1] ?? idle];
        expect(next.active).not.toBe('none');
        if (each.kind === 'writer') expect(next.epoch).toBeGreaterThanOrEqual(before.epoch);
      });
    }),
  );
});

it('keeps region and epoch when a failover was averted', () => {
  const [, , last] = after([{ kind: 'started' }, { kind: 'averted' }]);
  expect(last).toEqual(idle);
});

it('holds a question exactly while it asks', () => {
  fc.assert(
    fc.property(history, (events) => {
      for (const { phase, question: open } of after(events)) {
        expect(open !== undefined).toBe(phase === 'asking');
      }
    }),
  );
});

it('asks nobody while it is paused', () => {
  fc.assert(
    fc.property(history, (events) => {
      for (const { phase, paused } of after(events)) {
        expect(phase === 'asking' && paused).toBe(false);
      }
    }),
  );
});

it('asks only of the epoch that is', () => {
  fc.assert(
    fc.property(history, (events) => {
      for (const { epoch: now, question: open } of after(events)) {
        if (open) expect(open.decision.epoch).toBe(now + 1);
      }
    }),
  );
});

it('remembers what a person said no to', () => {
  const [, , declined] = after([{ kind: 'asked', question }, { kind: 'declined' }]);
  expect(declined?.declined).toEqual({ trigger: decision.trigger, sinceMs: 10 });
});

it('drops a question when another region has become the writer', () => {
  const writer = { kind: 'writer', region: 'us-west-2', epoch: 2 } as const;
  const last = after([{ kind: 'asked', question }, writer]).at(-1);
  expect(last).toEqual({ ...idle, active: 'us-west-2', epoch: 2 });
});
