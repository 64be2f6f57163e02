/** A drill would not begin where its scenario does, so what it measured would mean nothing. */
export class NotTheFirstTopology extends Error {
  override readonly name = 'NotTheFirstTopology';
  readonly code = 'NOT_THE_FIRST_TOPOLOGY';

  constructor(differences: readonly string[]) {
    super(`the regions are not in their first topology:\n${differences.join('\n')}`);
  }
}
