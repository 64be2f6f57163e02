/** Where results are printed, and what can be shown there. */
export interface Terminal {
  readonly width: number;
  readonly colour: boolean;
  /** Phases are drawn in place rather than line by line. */
  readonly live: boolean;
  print(text: string): void;
}

export function terminalOf(out: NodeJS.WriteStream, env: NodeJS.ProcessEnv): Terminal {
  const live = out.isTTY === true && env.TERM !== 'dumb';
  return {
    width: out.columns ?? 100,
    colour: live && env.NO_COLOR === undefined,
    live,
    print: (text) => out.write(text.endsWith('\n') ? text : `${text}\n`),
  };
}
