export { renderHtml } from './page.ts';
export { renderTerminal, type TerminalOptions } from './terminal.ts';
export { ReportFailed, writeReport } from './write-report.ts';
