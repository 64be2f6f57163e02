import type { Source } from './sources.ts';

const MAX_LINES = 300;
const MAX_MEDIAN_LINES = 80;
const MAX_COLUMNS = 100;
const MAX_README_LINES = 30;

/** Files, lines and room READMEs that are too long, one line each. */
export function sizeErrors(sources: readonly Source[]): string[] {
  const code = sources.filter(({ path }) => !path.endsWith('.md'));
  const lengths = code.map(({ text }) => lineCount(text)).sort((a, b) => a - b);
  const median = lengths[Math.floor(lengths.length / 2)] ?? 0;
  return [
    ...code.flatMap(tooLong),
    ...code.flatMap(tooWide),
    ...sources.filter(isRoomReadme).flatMap(tooLongReadme),
    ...(median > MAX_MEDIAN_LINES ? [`the median file has ${median} lines`] : []),
  ];
}

function lineCount(text: string): number {
  return text.split('\n').length - 1;
}

function tooLong({ path, text }: Source): string[] {
  const lines = lineCount(text);
  return lines > MAX_LINES ? [`${path}: ${lines} lines, at most ${MAX_LINES}`] : [];
}

function tooWide({ path, text }: Source): string[] {
  return text.split('\n').flatMap((line, index) => {
    const columns = [...line].length;
    return columns > MAX_COLUMNS ? [`${path}:${index + 1}: ${columns} columns`] : [];
  });
}

function isRoomReadme({ path }: Source): boolean {
  return /^[^/]+\/README\.md$/.test(path);
}

function tooLongReadme({ path, text }: Source): string[] {
  const lines = lineCount(text);
  return lines > MAX_README_LINES ? [`${path}: ${lines} lines, at most ${MAX_README_LINES}`] : [];
}
