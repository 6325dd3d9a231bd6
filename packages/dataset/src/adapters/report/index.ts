export type { Finding } from '../../report/analysis/findings.js';
export type { PracticeCheck } from '../../report/analysis/practice.js';
export type { MadeReport, ReportOptions, ReportStage } from './assemble-report.js';
export { makeReport } from './make-report.js';
