import { COMPOSE_FILE } from './names.ts';

/** The regions of the Compose file are not up, or not yet. */
export class RegionsNotUp extends Error {
  override readonly name = 'RegionsNotUp';
  readonly code = 'REGIONS_NOT_UP';
  readonly exitCode = 4;

  constructor(why: string, cause?: unknown) {
    super(
      `${why}; try: npm run blackstart -- compose, and then ` +
        `\`docker compose -f ${COMPOSE_FILE} up\`, until its operator says that all is up`,
      { cause },
    );
  }
}

/** They are up, and not as they are wanted. */
export class RegionsUnfit extends Error {
  override readonly name = 'RegionsUnfit';
  readonly code = 'REGIONS_UNFIT';
  readonly exitCode = 4;

  constructor(why: string) {
    super(
      `the regions that are up ${why}; ` +
        `try: \`docker compose -f ${COMPOSE_FILE} down\`, and bring them up again`,
    );
  }
}

/** What a run left in the regions would meet the next one. */
export class RegionsNotHealed extends Error {
  override readonly name = 'RegionsNotHealed';
  readonly code = 'REGIONS_NOT_HEALED';
  readonly exitCode = 4;

  constructor(runId: string) {
    super(
      `run ${runId} is not over: its engine, or a fault, may still be in the regions; ` +
        'try: npm run blackstart -- heal',
    );
  }
}
