const digitZero = 48;
const point = 46;
/** Whole numbers below this, and these powers of ten, are exact; so their quotient rounds once. */
const exactBelow = 2 ** 53;
const powersOfTen = Array.from({ length: 23 }, (_, power) => 10 ** power);

/** Reads numbers like `1020` or `17.25` from bytes, to the same value as JSON.parse. */
export class PlainNumber {
  value = 0;
  /** Behind the number's last byte. */
  end = 0;
  isWhole = true;
  #digits = 0;

  /** False for anything but digits with or without a decimal point: JSON.parse must look at it. */
  read(bytes: Buffer, from: number): boolean {
    this.#digits = 0;
    let end = this.#readDigits(bytes, from);
    if (end === from || (bytes[from] === digitZero && end > from + 1)) return false;
    this.isWhole = bytes[end] !== point;
    let decimals = 0;
    if (!this.isWhole) {
      const begin = end + 1;
      end = this.#readDigits(bytes, begin);
      decimals = end - begin;
      if (decimals === 0) return false;
    }
    this.end = end;
    this.value =
      this.#digits < exactBelow && decimals < powersOfTen.length
        ? this.#digits / (powersOfTen[decimals] as number)
        : Number(bytes.toString('latin1', from, end));
    return Number.isFinite(this.value);
  }

  /** Goes on with the digits at `from`; returns where they end. */
  #readDigits(bytes: Buffer, from: number): number {
    let at = from;
    let digits = this.#digits;
    for (; ; at += 1) {
      const digit = (bytes[at] as number) - digitZero;
      if (!(digit >= 0 && digit <= 9)) break;
      digits = digits * 10 + digit;
    }
    this.#digits = digits;
    return at;
  }
}
