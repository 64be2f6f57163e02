import type { Terminal } from '../terminal.ts';

/** A terminal of which a test reads what was printed. */
export class Printed implements Terminal {
  readonly width = 200;
  readonly colour = false;
  readonly live = false;
  text = '';
  print(line: string): void {
    this.text += `${line}\n`;
  }
}
