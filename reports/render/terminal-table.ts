/** A column of a table of text. */
export interface Column {
  readonly head: string;
  readonly align: 'left' | 'right';
  /** Columns with a rank are left out, highest rank first, when the table is too wide. */
  readonly dropRank?: number;
}

const gap = '  ';

/** Lines of a table, no wider than `width`; a line that still is ends in `…`. */
export function textTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
): readonly string[] {
  let kept = columns.map((_, index) => index);
  while (widthOf(columns, rows, kept) > width) {
    const least = kept.toSorted((a, b) => rank(columns[b]) - rank(columns[a]))[0];
    if (least === undefined || rank(columns[least]) === 0) break;
    kept = kept.filter((index) => index !== least);
  }
  const heads = columns.map((column) => column.head);
  const rule = kept.map((index) => '─'.repeat(columnWidth(columns, rows, index))).join(gap);
  const line = (cells: readonly string[]) =>
    kept
      .map((index) => {
        const size = columnWidth(columns, rows, index);
        const cell = cells[index] ?? '';
        return columns[index]?.align === 'right' ? cell.padStart(size) : cell.padEnd(size);
      })
      .join(gap)
      .trimEnd();
  return [line(heads), rule, ...rows.map(line)].map((text) => cut(text, width));
}

function rank(column: Column | undefined): number {
  return column?.dropRank ?? 0;
}

function columnWidth(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  index: number,
): number {
  return Math.max(
    columns[index]?.head.length ?? 0,
    ...rows.map((cells) => cells[index]?.length ?? 0),
  );
}

function widthOf(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  kept: readonly number[],
): number {
  const sizes = kept.map((index) => columnWidth(columns, rows, index));
  return sizes.reduce((sum, size) => sum + size, 0) + gap.length * Math.max(0, kept.length - 1);
}

/** The text, ended by `…` where it is longer than `width`. */
export function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;
}

/** Words in lines no wider than `width`, all but the first behind `indent`; no word is broken. */
export function wrap(text: string, width: number, indent = ''): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length > width && line.trim() !== '') {
      lines.push(line);
      line = indent + word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}
