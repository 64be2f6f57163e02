/** More than one thing went wrong: the first is the cause, and the message has them all. */
export class SeveralFailed extends AggregateError {
  override readonly name = 'SeveralFailed';
  readonly code = 'SEVERAL_FAILED';

  constructor(errors: readonly unknown[]) {
    const words = errors.map((one) => (one instanceof Error ? one.message : String(one)));
    super(errors, words.join('; then: '), { cause: errors[0] });
  }
}
