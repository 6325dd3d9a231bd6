import { nearDistanceOf } from '../analysis/near-duplicates.js';
import { pictureFigure } from '../chart/picture.js';
import { mostGroups } from '../choose-pictures.js';
import { countOf, formatCount, markup, type Markup, type Section } from '@detectory/report-page';
import { pictureId, type ReportPage } from '../report-page.js';

/** Groups of photos that look the same. */
export function duplicatesSection(page: ReportPage): Section {
  const { duplicates } = page.analysis;
  const crossing = duplicates.filter((group) => group.crossesSplits).length;
  return {
    id: 'duplicates',
    title: 'Photos that look the same',
    body: markup`<p class="lede">Photos whose dHash differs in at most ${nearDistanceOf(page.facts.dataset)} of 64 bits: repeats, bursts, frames of one video. In one split they add little; across
splits the model is tested on what it has seen. Keep them together with <code>--group-near-duplicates</code> or <code>--group-by</code>.</p>
<p>${summarise(page, crossing)}</p>
${page.choice.ofGroup.map((images, g) => renderGroup(page, images, g))}
${duplicates.length > mostGroups && markup`<p>… and ${formatCount(duplicates.length - mostGroups)} more groups.</p>`}`,
  };
}

function summarise({ facts, analysis }: ReportPage, crossing: number): string {
  if (!facts.images.some((image) => image.look?.dHash !== undefined)) return 'Not measured: no image could be read.';
  if (analysis.duplicates.length === 0) return 'None were found.';
  const images = analysis.duplicates.reduce((sum, group) => sum + group.images.length, 0);
  return `${countOf(analysis.duplicates.length, 'group')} of ${countOf(images, 'image')}; ${['none lies', 'one lies'][crossing] ?? `${formatCount(crossing)} lie`} in several splits.`;
}

function renderGroup({ facts, analysis, pictures }: ReportPage, images: readonly number[], g: number): Markup {
  const group = analysis.duplicates[g];
  const total = group?.images.length ?? images.length;
  return markup`<div class="group"><h3>Group ${g + 1}: ${countOf(total, 'image')}${group?.crossesSplits && markup` <span class="badge short">▲ in several splits</span>`}</h3>
<div class="sheet">${images.map((i) => {
    const image = facts.images[i];
    return pictureFigure({
      id: pictureId(i),
      picture: pictures.get(i),
      label: `${image?.file ?? ''} in ${image?.split ?? ''}`,
      caption: `${image?.split ?? ''}: ${image?.file ?? ''}`,
      classes: facts.dataset.classes,
    });
  })}</div></div>`;
}
