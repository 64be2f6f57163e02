import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Slots } from './slots.ts';

it('has never more at work than it has slots, and leaves nothing out', async () => {
  const given = fc.array(fc.record({ urgency: fc.nat(3), turns: fc.nat(5) }), { maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(given, fc.integer({ min: 1, max: 4 }), async (works, count) => {
      const slots = new Slots(count);
      let running = 0;
      const done = works.map(({ urgency, turns }) =>
        slots.use(urgency, async () => {
          running += 1;
          expect(running).toBeLessThanOrEqual(count);
          for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
          running -= 1;
          return turns;
        }),
      );
      expect(await Promise.all(done)).toEqual(works.map(({ turns }) => turns));
    }),
  );
});

it('lets the most urgent go first, those alike in their order', async () => {
  const slots = new Slots(1);
  const order: string[] = [];
  const first = slots.use(0, () => Promise.reject(new Error('no')));
  const rest = [
    slots.use(0, async () => void order.push('info')),
    slots.use(3, async () => void order.push('disaster')),
    slots.use(1, async () => void order.push('warning')),
    slots.use(3, async () => void order.push('another disaster')),
  ];
  await expect(first).rejects.toThrow('no');
  await Promise.all(rest);
  expect(order).toEqual(['disaster', 'another disaster', 'warning', 'info']);
});
