import { type PagePicture, renderPage, type Section } from '@detectory/report-page';
import { pictureId, type ReportPage, sourcePictureId } from './report-page.js';
import { anchorsSection } from './sections/anchors.js';
import { boxesSection } from './sections/boxes.js';
import { classesSection } from './sections/classes.js';
import { coOccurrenceSection } from './sections/co-occurrence.js';
import { contactSheetsSection } from './sections/contact-sheets.js';
import { diversitySection } from './sections/diversity.js';
import { duplicatesSection } from './sections/duplicates.js';
import { leftOutSection } from './sections/left-out.js';
import { originSection } from './sections/origin.js';
import { overviewSection } from './sections/overview.js';
import { practiceSection } from './sections/practice.js';
import { splitSection } from './sections/split.js';

const sections: readonly ((page: ReportPage) => Section)[] = [
  overviewSection,
  classesSection,
  splitSection,
  practiceSection,
  boxesSection,
  anchorsSection,
  diversitySection,
  duplicatesSection,
  coOccurrenceSection,
  leftOutSection,
  contactSheetsSection,
  originSection,
];

/** The report as one HTML document that needs nothing else. Pure: the same page gives the same text. */
export function renderReport(page: ReportPage): string {
  return renderPage({
    heading: 'Dataset report',
    subject: page.facts.place,
    skipText: 'Skip to the report',
    sections: sections.map((section) => section(page)),
    pictures: listPictures(page),
  });
}

function listPictures(page: ReportPage): [id: string, picture: PagePicture][] {
  return [
    ...[...page.pictures].map(([image, picture]): [string, PagePicture] => [pictureId(image), picture]),
    ...[...page.sourcePictures].map(([sourceRef, picture]): [string, PagePicture] => [
      sourcePictureId(page, sourceRef),
      picture,
    ]),
  ];
}
