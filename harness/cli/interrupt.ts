import { exitCode } from './exit-code.ts';

/** Aborted by Ctrl-C or a request to end, so that all in progress is undone before the end. */
export interface Interrupt extends Disposable {
  readonly signal: AbortSignal;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The first signal asks for an orderly end; the second leaves at once what `heal` then undoes. */
export function onInterrupt(from: NodeJS.Process): Interrupt {
  const controller = new AbortController();
  const abort = () => {
    if (controller.signal.aborted) {
      from.stderr.write('left at once: `npm run blackstart -- heal` ends and undoes the rest\n');
      from.exit(exitCode.notHealed);
    }
    from.stderr.write(
      '\ninterrupted: undoing faults and ending every server; this takes a moment\n',
    );
    controller.abort();
  };
  for (const signal of SIGNALS) from.on(signal, abort);
  return {
    signal: controller.signal,
    [Symbol.dispose]: () => {
      for (const signal of SIGNALS) from.off(signal, abort);
    },
  };
}
