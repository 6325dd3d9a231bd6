import type { PracticeCheck } from '../analysis/practice.js';
import { dataTable, markup, type Markup, type Section } from '@detectory/report-page';
import type { ReportPage } from '../report-page.js';

/** YOLOv5's recommendations against this dataset. */
export function practiceSection({ analysis }: ReportPage): Section {
  return {
    id: 'practice',
    title: 'Against YOLOv5’s recommendations',
    body: markup`<p class="lede">From “Tips for Best Training Results” in YOLOv5’s documentation, and from what its start-up checks warn of.
Most real datasets miss some; the last column says what helps. Whether every object is labelled, and tightly, only eyes can tell: see the contact sheets.</p>
${dataTable({
  caption: 'Recommendations and this dataset',
  columns: [{ title: 'Topic' }, { title: 'Wanted' }, { title: 'Here' }, { title: 'Verdict' }, { title: 'What helps' }],
  rows: analysis.practice.map((check) => [
    check.topic,
    check.wanted,
    check.found,
    badge(check.verdict),
    check.verdict === 'short' ? check.advice : '',
  ]),
})}`,
  };
}

const verdicts: Readonly<Record<PracticeCheck['verdict'], readonly [sign: string, text: string]>> = {
  met: ['✓', 'met'],
  short: ['▲', 'not met'],
  unknown: ['?', 'not measured'],
};

function badge(verdict: PracticeCheck['verdict']): Markup {
  const [sign, text] = verdicts[verdict];
  return markup`<span class="badge ${verdict}"><span aria-hidden="true">${sign}</span> ${text}</span>`;
}
