export { exportReport, type ReportFormat, reportFormats } from './exports.ts';
export { renderHtml } from './page.ts';
export { readPictures } from './pictures.ts';
export { writeRunsPage } from './runs/write-runs-page.ts';
export { renderTerminal, type TerminalOptions } from './terminal.ts';
export { ReportFailed, writeReport } from './write-report.ts';
