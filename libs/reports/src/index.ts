export { alerts } from './alerts.js';
export * from './making/columns.js';
export type { Read, Reader } from './making/read.js';
export type { Report } from './making/report.js';
export { tableOf, type ReportTable } from './making/table.js';
export { takenOver } from './queries/comparison-query.js';
export * from './queries/is-position.js';
export * from './queries/reading-query.js';
export * from './reports.js';
