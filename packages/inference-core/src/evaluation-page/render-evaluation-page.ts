import { renderPage, type Section } from '@detectory/report-page';
import { evaluationStyle } from './evaluation-style.js';
import type { EvaluationPage } from './evaluation-page.js';
import { classesSection } from './sections/classes.js';
import { confusionSection } from './sections/confusion.js';
import { curvesSection } from './sections/curves.js';
import { definitionsSection } from './sections/definitions.js';
import { overviewSection } from './sections/overview.js';
import { photoId, photosSection } from './sections/photos.js';

const sections: readonly ((page: EvaluationPage) => Section)[] = [
  overviewSection,
  classesSection,
  curvesSection,
  confusionSection,
  photosSection,
  definitionsSection,
];

/** An evaluation as one HTML document that needs nothing else. Pure: the same page gives the same text. */
export function renderEvaluationPage(page: EvaluationPage): string {
  return renderPage({
    heading: page.models.length === 2 ? 'Two models compared' : 'Model evaluation',
    subject: `${page.models.map(({ name }) => name).join(' and ')} on ${page.data}, ${page.split}`,
    skipText: 'Skip to the evaluation',
    sections: sections.map((section) => section(page)),
    pictures: page.photos.map(({ picture }, i) => [photoId(i), picture]),
    style: evaluationStyle,
  });
}
