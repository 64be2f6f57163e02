import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Figure } from './figure.ts';
import { saveSyntheticJournal } from './synthetic-journal.ts';

const FEW = 1_000_000;
const MANY = 10 * FEW;
const BYTES_PER_GIB = 2 ** 30;

/** Reading and judging a saved journal, each in a process of its own that does nothing else. */
export async function judging(): Promise<Figure[]> {
  const few = await judgeOnce(FEW);
  const many = await judgeOnce(MANY);
  const of = `${MANY.toLocaleString('en')} operations, ${many.verdict}`;
  const ratio = many.seconds / few.seconds;
  return [
    { what: 'judging', value: many.seconds, limit: 60, unit: 's', of },
    { what: 'most resident', value: many.resident / BYTES_PER_GIB, limit: 1, unit: 'GiB', of },
    {
      what: 'judging ten times as many operations',
      value: ratio,
      limit: 11,
      unit: '×',
      of: `${few.seconds.toFixed(2)} s for ${FEW.toLocaleString('en')}`,
    },
  ];
}

interface Measured {
  /** Of all threads together, or by the clock if that is longer: as on one core. */
  readonly seconds: number;
  readonly resident: number;
  readonly verdict: string;
}

async function judgeOnce(operations: number): Promise<Measured> {
  const directory = await mkdtemp(join(tmpdir(), 'blackstart-judging-'));
  try {
    await saveSyntheticJournal(directory, operations);
    const program = fileURLToPath(new URL('./judge-once.ts', import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, [program, directory]);
    return JSON.parse(stdout);
  } finally {
    await rm(directory, { recursive: true });
  }
}
