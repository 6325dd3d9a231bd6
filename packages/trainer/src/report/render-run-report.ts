import { curvesSection, evaluationStyle, photoId, photosSection } from '@detectory/inference-core/evaluation-page';
import { markup, renderPage, type Section } from '@detectory/report-page';
import type { RunPage } from './run-page.js';
import { runStyle } from './run-style.js';
import { accuracySection } from './sections/accuracy.js';
import { classesSection } from './sections/classes.js';
import { exportsSection } from './sections/exports.js';
import { lossesSection } from './sections/losses.js';
import { overviewSection } from './sections/overview.js';
import { rulesSection } from './sections/rules.js';
import { settingsSection } from './sections/settings.js';

/** A run as one HTML document that needs nothing else. Pure: the same page gives the same text. */
export function renderRunReport(page: RunPage): string {
  const { record, evaluation } = page;
  return renderPage({
    heading: 'Training run',
    subject: `${record.name}, ${record.startedAt.slice(0, 10)}`,
    skipText: 'Skip to the report',
    sections: [
      ...[overviewSection, lossesSection, rulesSection, accuracySection, classesSection].map((section) =>
        section(page),
      ),
      ...exportsSection(page),
      ...evaluationSections(page),
      settingsSection(page),
    ],
    pictures: evaluation?.photos.map(({ picture }, i) => [photoId(i), picture]) ?? [],
    style: evaluationStyle + runStyle,
  });
}

/** The model's own answers on validation photos, as the evaluation's page shows them. */
function evaluationSections({ evaluation, missingPhotos }: RunPage): Section[] {
  if (evaluation) return [curvesSection(evaluation), photosSection(evaluation)];
  return missingPhotos === undefined
    ? []
    : [{ id: 'photos', title: 'Photos', body: markup`<p class="lede">${missingPhotos}</p>` }];
}
