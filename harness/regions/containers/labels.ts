/** What every container and network of a run says of itself. */
export interface Labels {
  readonly run: string;
  readonly name: string;
  readonly region: string;
}

/** By it all that is ours is found. */
export const runLabel = 'io.blackstart.run';

export function labelsOf({ run, name, region }: Labels): Readonly<Record<string, string>> {
  return { [runLabel]: run, 'io.blackstart.name': name, 'io.blackstart.region': region };
}
