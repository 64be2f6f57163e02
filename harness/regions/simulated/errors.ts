import type { Address } from '../../../engine/index.ts';

/** A server did not become ready, or a tool failed. Everything that was started has been ended. */
export class ServerFailed extends Error {
  override readonly name = 'ServerFailed';
  readonly code = 'SERVER_FAILED';
  readonly exitCode = 4;
  readonly region: string;
  readonly server: string;

  constructor(about: {
    readonly region: string;
    readonly server: string;
    readonly what: string;
    readonly logFile: string;
    readonly lastLines: readonly string[];
    readonly cause?: unknown;
  }) {
    const { region, server, what, logFile, lastLines, cause } = about;
    const log = lastLines.length > 0 ? lastLines.map((line) => `  | ${line}`) : ['  | (empty)'];
    super(
      [
        `${server} in ${region} ${what}; the last lines of ${logFile}:`,
        ...log,
        'try: free memory and disk space, and `npm run blackstart -- doctor`',
      ].join('\n'),
      { cause },
    );
    this.region = region;
    this.server = server;
  }
}

export class AddressBusy extends Error {
  override readonly name = 'AddressBusy';
  readonly code = 'ADDRESS_BUSY';
  readonly exitCode = 4;

  constructor(server: string, { host, port }: Address, cause: unknown) {
    super(
      `${server} cannot listen on ${host} port ${port}: another process does; ` +
        `try: \`npm run blackstart -- heal\` ends what a run left, ` +
        `\`ss -ltnp 'sport = :${port}'\` shows who it is`,
      { cause },
    );
  }
}

export class NoFreeSlot extends Error {
  override readonly name = 'NoFreeSlot';
  readonly code = 'NO_FREE_SLOT';
  readonly exitCode = 4;

  constructor(directory: string) {
    super(`every slot in ${directory} is taken; try: \`npm run blackstart -- heal\`, or end a run`);
  }
}
