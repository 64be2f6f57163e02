import type { Judged, Verdict } from '../../harness/judge/index.ts';
import { type AnyJudged, complete } from './complete.ts';
import { visible } from './markup.ts';
import {
  durationInterval,
  notAskedSentence,
  rtoText,
  summary,
  verdictSigns,
  verdictWords,
} from './sentences.ts';
import { textTable, wrap } from './terminal-table.ts';
import { waterfallLines } from './terminal-waterfall.ts';
import { duration, interval, number } from './words.ts';

export interface TerminalOptions {
  /** Columns; no line is wider, but for a path or a word that is longer by itself. */
  readonly width: number;
  /** ANSI colours, for a terminal that wants them. */
  readonly colour: boolean;
  /** Where the page lies; the last line when given. */
  readonly reportPath?: string;
}

/** The end of a drill as text: target against measured, waterfall, what failed, verdict. */
export function renderTerminal(anyJudged: AnyJudged, options: TerminalOptions): string {
  const judged = complete(anyJudged);
  const width = Math.max(40, options.width);
  const lines = [
    ...wrap(`${judged.scenario}: ${circumstances(judged)}`, width),
    '',
    ...serviceLines(judged, width),
    '',
    ...storeLines(judged, width),
    '',
    ...waterfallLines(judged, width),
    ...checkLines(judged, width),
    ...gapLines(judged, width),
    ...verdictLines(judged, width),
  ].map(visible);
  const painted = options.colour ? lines.map(paint) : lines;
  return `${[...painted, ...reportLine(options)].join('\n')}\n`;
}

function circumstances(judged: Judged): string {
  const scaled =
    judged.profile === 'fast'
      ? `fast (every configured duration × ${judged.timeScale}; cannot certify)`
      : 'realtime';
  const { runtime, engine, seed } = judged;
  return `profile ${scaled}, runtime ${runtime}, engine ${engine}, seed ${seed}`;
}

function serviceLines(judged: Judged, width: number): readonly string[] {
  return textTable(
    [
      { head: 'Service', align: 'left' },
      { head: 'Tier', align: 'right', dropRank: 2 },
      { head: 'Seen from', align: 'left' },
      { head: 'Time away', align: 'right' },
      { head: 'Target', align: 'right', dropRank: 1 },
      { head: 'Verdict', align: 'left' },
    ],
    judged.services.map((service) => [
      service.name,
      String(service.tier),
      service.vantage,
      rtoText(service.rtoMs),
      duration(service.targetMs),
      signed(service.verdict),
    ]),
    width,
  );
}

function storeLines(judged: Judged, width: number): readonly string[] {
  return textTable(
    [
      { head: 'Store', align: 'left' },
      { head: 'Tier', align: 'right', dropRank: 3 },
      { head: 'Writes lost', align: 'right' },
      { head: 'Reaching back', align: 'right' },
      { head: 'Lost after', align: 'right', dropRank: 2 },
      { head: 'Acknowledged', align: 'right', dropRank: 4 },
      { head: 'Target', align: 'right', dropRank: 1 },
      { head: 'Verdict', align: 'left' },
    ],
    judged.stores.map((store) => [
      store.name,
      String(store.tier),
      interval(...store.rpoOps),
      durationInterval(...store.rpoMs),
      number(store.lostAfterFault.ops),
      number(store.acknowledgedOps),
      duration(store.targetMs),
      signed(store.verdict),
    ]),
    width,
  );
}

function checkLines(judged: Judged, width: number): readonly string[] {
  const bad = judged.checks.filter((check) => check.verdict !== 'pass');
  const notAsked = wrap(notAskedSentence(judged), width).filter((line) => line !== '');
  if (bad.length === 0) return [`All ${judged.checks.length} checks passed.`, ...notAsked, ''];
  return [
    `${judged.checks.length - bad.length} of ${judged.checks.length} checks passed; not these:`,
    ...bad.flatMap((check) =>
      wrap(`${signed(check.verdict)} ${check.id}: ${check.why}`, width, '    '),
    ),
    ...notAsked,
    '',
  ];
}

function gapLines(judged: Judged, width: number): readonly string[] {
  if (judged.gaps.length === 0) return [];
  return [
    'The record is not complete:',
    ...judged.gaps.flatMap((gap) => wrap(`- ${gap}`, width, '  ')),
    '',
  ];
}

function verdictLines(judged: Judged, width: number): readonly string[] {
  const { verdict, exitCode } = judged;
  return [
    `${verdictSigns[verdict]} ${verdictWords[verdict].toUpperCase()} (exit ${exitCode})`,
    ...summary(judged).flatMap((sentence) => wrap(sentence, width)),
  ];
}

/** Never wrapped or cut, so that it can be clicked and copied. */
function reportLine(options: TerminalOptions): readonly string[] {
  return options.reportPath === undefined ? [] : [`Report: ${options.reportPath}`];
}

function signed(verdict: Verdict): string {
  return `${verdictSigns[verdict]} ${verdict}`;
}

const colours: readonly (readonly [RegExp, number])[] = [
  [/✓ (pass|PASSED.*)/, 32],
  [/✗ (fail|FAILED.*)/, 31],
  [/⚠ (not-healed|NOT HEALED.*)/, 31],
  [/\? (unknown|CANNOT BE CONCLUDED.*)/, 33],
  [/! (invalid|INVALID.*)/, 35],
];

function paint(line: string): string {
  return colours.reduce(
    (text, [sign, code]) => text.replace(sign, (found) => `\u001b[${code}m${found}\u001b[0m`),
    line,
  );
}
