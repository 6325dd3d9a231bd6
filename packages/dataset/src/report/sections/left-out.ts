import { boxReasons, describeReason, exclusionReasons, problemReasons, type Reason } from '../../model/reasons.js';
import { pictureFigure } from '../chart/picture.js';
import type { ReasonPictures } from '../choose-pictures.js';
import { dataTable, formatCount, markup, type Markup, type Section } from '@detectory/report-page';
import { type ReportPage, sourcePictureId } from '../report-page.js';

/** What was dropped or noted, by reason, with pictures. */
export function leftOutSection(page: ReportPage): Section {
  const { dropped, notes } = page.facts.dataset;
  const counts = Object.entries(dropped.counts).sort(([a], [b]) => rankOf(a) - rankOf(b));
  const pictured = [...page.choice.ofReason].sort((a, b) => rankOf(a.reason) - rankOf(b.reason));
  return {
    id: 'left-out',
    title: 'What was left out, and why',
    body: markup`<p class="lede">Every line, image and box that is not in the dataset, with its reason code; <code>dataset.json</code> names each one.</p>
${counts.length === 0 ? markup`<p>Nothing was left out.</p>` : countTable('Left out', counts)}
${Object.keys(notes).length > 0 && markup`<h3>Noted; nothing is lost</h3>${countTable('Noted', Object.entries(notes))}`}
${pictured.map((reason) => renderReason(page, reason))}`,
  };
}

function countTable(caption: string, counts: readonly (readonly [reason: string, count: number])[]): Markup {
  return dataTable({
    caption,
    columns: [{ title: 'Reason' }, { title: 'Count', isNumber: true }, { title: 'What' }, { title: 'Kind' }],
    rows: counts.map(([reason, count]) => [
      markup`<code>${reason}</code>`,
      formatCount(count),
      describeReason(reason as Reason),
      kindOf(reason),
    ]),
  });
}

const kinds = ['problem', 'box', 'choice', 'nothing to use'] as const;

function kindOf(reason: string): (typeof kinds)[number] {
  if (reason in problemReasons || reason === 'all-boxes-dropped') return 'problem';
  if (reason in exclusionReasons) return 'nothing to use';
  return reason in boxReasons ? 'box' : 'choice';
}

/** What can be mended comes first. */
function rankOf(reason: string): number {
  return kinds.indexOf(kindOf(reason));
}

function renderReason(page: ReportPage, { reason, records }: ReasonPictures): Markup {
  const total = page.facts.dataset.dropped.counts[reason] ?? records.length;
  const more = total > records.length ? `, the first ${records.length} of ${formatCount(total)}` : '';
  return markup`<div class="group"><h3>${capitalise(describeReason(reason as Reason))}${more}</h3>
<div class="sheet">${records.map(({ sourceRef, detail }) =>
    pictureFigure({
      id: sourcePictureId(page, sourceRef),
      picture: page.sourcePictures.get(sourceRef),
      label: `${sourceRef}, left out: ${reason}`,
      caption: detail === undefined ? sourceRef : `${sourceRef}: ${detail}`,
      classes: page.facts.dataset.classes,
    }),
  )}</div></div>`;
}

function capitalise(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
