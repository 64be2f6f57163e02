/** A request that is answered with a status that is no success, and words. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly code = 'REFUSED';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.headers = headers;
  }
}
