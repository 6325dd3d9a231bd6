import { boxColor } from '@detectory/imaging';
import { coordinate, type Markup, markup, type PagePicture } from '@detectory/report-page';
import type { YoloRow } from '../../plan/prepare-image.js';

export interface PictureView {
  /** By which the page holds the picture. */
  readonly id: string;
  readonly picture: PagePicture | undefined;
  /** What a screen reader says of it. */
  readonly label: string;
  readonly caption: string;
  readonly boxes?: readonly YoloRow[];
  readonly classes: readonly string[];
  /** Boxes of this class stand out. */
  readonly classIndex?: number;
}

/** A picture with its boxes drawn over it, and its name below. */
export function pictureFigure({ id, picture, label, caption, ...view }: PictureView): Markup {
  const shown =
    picture && 'dataUri' in picture
      ? markup`<svg viewBox="0 0 ${picture.widthPx} ${picture.heightPx}" role="img" aria-label="${label}"><use href="#${id}"/>${drawBoxes(view, picture)}</svg>`
      : markup`<p class="missing">${picture?.missing ?? 'Not shown: the page has its most pictures.'}</p>`;
  return markup`<figure class="photo">${shown}<figcaption>${caption}</figcaption></figure>\n`;
}

function drawBoxes(
  { boxes = [], classes, classIndex }: Pick<PictureView, 'boxes' | 'classes' | 'classIndex'>,
  { widthPx, heightPx }: { readonly widthPx: number; readonly heightPx: number },
): Markup[] {
  const isOwn = (box: YoloRow): boolean => classIndex === undefined || box.classIndex === classIndex;
  // Those that stand out come last, on top.
  const ordered = [...boxes.filter((box) => !isOwn(box)), ...boxes.filter(isOwn)];
  return ordered.map((box) => {
    const x = coordinate((box.centerX - box.width / 2) * widthPx);
    const y = coordinate((box.centerY - box.height / 2) * heightPx);
    const place = markup`x="${x}" y="${y}" width="${coordinate(box.width * widthPx)}" height="${coordinate(box.height * heightPx)}"`;
    const name = markup`<title>${classes[box.classIndex] ?? box.classIndex}</title>`;
    return isOwn(box)
      ? markup`<rect class="box halo" ${place}/><rect class="box" stroke="${boxColor(box.classIndex).line}" ${place}>${name}</rect>`
      : markup`<rect class="box other" ${place}>${name}</rect>`;
  });
}
