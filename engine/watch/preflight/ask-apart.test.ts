import { expect, it } from 'vitest';
import { nowhere } from '../../surface/testing/nowhere.ts';
import { askApart } from './ask-apart.ts';
import type { Inquiry } from './questions.ts';

const { home, regions } = nowhere({ host: '127.0.0.1', port: 1 }, 'p');
const inquiry = { home, regions, systems: ['redis', 'kafka', 's3'], timeoutMs: 2_000 } as const;

it('gives what a program of its own has heard', async () => {
  const answers = await askApart(inquiry, process.env, new AbortController().signal);
  expect(answers).toHaveLength(15);
  for (const { of, error } of answers) expect(error, of).toMatch(/ECONNREFUSED/);
});

it('ends the program when it is told to stop', async () => {
  const stop = new AbortController();
  const asking = askApart(inquiry, process.env, stop.signal);
  stop.abort();
  await expect(asking).rejects.toMatchObject({ code: 'ABORT_ERR' });
});

it('throws what the program says where it cannot ask', async () => {
  const elsewhere = { seenFrom: { venus: { host: '127.0.0.1', port: 1 } } };
  const region = { ...regions['us-west-2'], etcd: elsewhere } as Inquiry['regions'][string];
  const lost = { ...inquiry, home: 'mars', regions: { west: region } };
  const asking = askApart(lost, process.env, new AbortController().signal);
  await expect(asking).rejects.toThrow(/no path from mars/);
});
