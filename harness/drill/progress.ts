/** Where a drill says what it is doing. */
export interface Progress {
  /** Shows `title` with its elapsed time while `work` runs; `say` replaces the line beneath. */
  phase<T>(title: string, work: (say: (line: string) => void) => Promise<T>): Promise<T>;
}
