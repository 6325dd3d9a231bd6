export type { Finding } from '../../report/analysis/findings.js';
export type { PracticeCheck } from '../../report/analysis/practice.js';
export { type MadeReport, makeReport, type ReportOptions, type ReportStage } from './make-report.js';
