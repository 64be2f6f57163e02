import { InvalidArgumentError, Option } from 'commander';
import type { Address } from '../../engine/index.ts';
import { runtimeChoices } from '../regions/choose-runtime.ts';
import { usualRatePerSecond } from '../workload/k6/k6-load.ts';

export function planOption(): Option {
  return new Option('--plan <file>', 'the DR plan').default('fixtures/plans/semantest.yaml');
}

export function runtimeOption(): Option {
  const what = 'what regions are made of; auto: embedded where that can be, else containers';
  return new Option('--runtime <runtime>', what).choices(runtimeChoices).default('auto');
}

/** No default: a replay takes what the run had, and must be able to tell that none was given. */
export function profileOption(): Option {
  const what = 'fast multiplies every configured duration (default: "realtime")';
  return new Option('--profile <profile>', what).choices(['realtime', 'fast']);
}

export function engineOption(): Option {
  const what = 'builtin, none, or a command that starts another (default: "builtin")';
  return new Option('--engine <engine>', what);
}

export function seedOption(): Option {
  return new Option('--seed <n>', 'makes the workload repeatable').argParser(wholeNumber);
}

export function k6Option(): Option {
  const what = 'have k6 drive load beside the clients, by this script of fixtures/k6';
  return new Option('--k6 <script>', what);
}

export function k6RateOption(): Option {
  return new Option('--k6-rate <n>', 'operations that begin each second in it')
    .argParser(countingNumber)
    .default(usualRatePerSecond);
}

export function timesOption(): Option {
  return new Option('--times <n>', 'drill each scenario so often, each time with another seed')
    .argParser(countingNumber)
    .default(1);
}

export function wholeNumber(text: string): number {
  if (/^\d+$/.test(text) && Number.isSafeInteger(Number(text))) return Number(text);
  throw new InvalidArgumentError('expected a whole number');
}

/** At least one. */
export function countingNumber(text: string): number {
  const number = wholeNumber(text);
  if (number >= 1) return number;
  throw new InvalidArgumentError('expected at least 1');
}

export function addressOption(flags: string, what: string): Option {
  return new Option(flags, what).argParser(hostAndPort);
}

/** `127.0.0.1:7800`, `localhost:7800`, `[::1]:7800`. */
export function hostAndPort(text: string): Address {
  const [, bracketed, plain, digits] = /^(?:\[([\da-fA-F:.]+)\]|([^\s:]+)):(\d+)$/.exec(text) ?? [];
  const [host, port] = [bracketed ?? plain, Number(digits)];
  if (host !== undefined && port >= 1 && port <= 65_535) return { host, port };
  throw new InvalidArgumentError('expected HOST:PORT, such as 127.0.0.1:7800');
}
