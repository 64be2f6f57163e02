import { z } from 'zod';

const schema = z.object({
  trigger: z.string(),
  /** Where, and in which epoch, it was told. */
  region: z.string(),
  epoch: z.number(),
  /** failed: the runbook of a condition has failed, and nobody has looked yet. */
  kind: z.enum(['condition', 'failed', 'unfit', 'left']),
  /** What it is, where that is not its trigger's condition. */
  words: z.string().optional(),
});

/** What people were told and is not over. */
export type Incident = z.output<typeof schema>;

export const keyOf = ({ region, trigger }: Pick<Incident, 'region' | 'trigger'>) =>
  `${region}/${trigger}`;

export function incidentsText(incidents: readonly Incident[]): string {
  return JSON.stringify(incidents);
}

/** None in what is no such text: whoever reads it has others to tell. */
export function incidentsIn(text: string): readonly Incident[] {
  try {
    return z.array(schema).parse(JSON.parse(text));
  } catch {
    return [];
  }
}
