import type { Finding, MadeReport, PracticeCheck } from '@detectory/dataset/report';
import { countOf } from './count-of.js';

/** What `report` tells beside the page, for a machine as for a person. */
export interface ReportSummary {
  readonly out: string;
  readonly images: number;
  /** What a person should look at first. */
  readonly findings: readonly Finding[];
  /** YOLOv5's recommendations against this dataset. */
  readonly practice: readonly PracticeCheck[];
}

export function summariseReport({ facts, findings, analysis }: MadeReport, out: string): ReportSummary {
  return { out, images: facts.images.length, findings, practice: analysis.practice };
}

export function formatReportSummary({ out, images, findings }: ReportSummary, size: string): string {
  return [
    ...(findings.length > 0 ? ['Look at first:', ...findings.map(({ title, text }) => `  ${title} ${text}`)] : []),
    `${countOf(images, 'image')} in ${out} (${size}); open it in a browser.`,
  ].join('\n');
}
