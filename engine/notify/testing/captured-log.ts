import { type Logger, pino } from 'pino';

/** A log, and all its lines as they would be written. */
export function capturedLog(onLine: (line: string) => void = () => undefined): {
  readonly log: Logger;
  readonly lines: readonly string[];
} {
  const lines: string[] = [];
  const write = (line: string) => {
    lines.push(line);
    onLine(line);
  };
  return { log: pino({ level: 'trace' }, { write }), lines };
}
