import { pictureFigure } from '../chart/picture.js';
import { countOf, formatCount, markup, type Markup, type Section } from '@detectory/report-page';
import { pictureId, type ReportPage } from '../report-page.js';

/** A few images of every class with their boxes. */
export function contactSheetsSection(page: ReportPage): Section {
  return {
    id: 'sheets',
    title: 'Contact sheets',
    body: markup`<p class="lede">A few images of each class, picked by a hash and not by hand. Look for objects without a box, loose boxes, wrong classes. Boxes of the class are
in colour, others white and dashed; point at one for its class.</p>
<p class="screen-only"><label><input type="checkbox" id="boxes-shown" checked> Draw the boxes</label></p>
${page.choice.ofClass.map((images, k) => (images.length > 0 ? renderSheet(page, images, k) : undefined))}`,
  };
}

function renderSheet({ facts, analysis, pictures }: ReportPage, images: readonly number[], k: number): Markup {
  const name = facts.dataset.classes[k] ?? String(k);
  const counts = analysis.classes[k];
  return markup`<div class="group"><h3>${name} <small>${countOf(counts?.boxes ?? 0, 'box', 'boxes')} in ${countOf(counts?.images ?? 0, 'image')}</small></h3>
<div class="sheet">${images.map((i) => {
    const image = facts.images[i];
    const boxes = image?.boxes ?? [];
    const own = boxes.filter((box) => box.classIndex === k).length;
    return pictureFigure({
      id: pictureId(i),
      picture: pictures.get(i),
      label: `${image?.file ?? ''}: ${formatCount(own)} of its ${countOf(boxes.length, 'box', 'boxes')} show ${name}`,
      caption: `${image?.split ?? ''}: ${image?.file ?? ''}`,
      boxes,
      classes: facts.dataset.classes,
      classIndex: k,
    });
  })}</div></div>`;
}
