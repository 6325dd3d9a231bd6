import { markup, type Markup } from './html/markup.js';

/** A small picture for the page, or why there is none. */
export type PagePicture =
  { readonly dataUri: string; readonly widthPx: number; readonly heightPx: number } | { readonly missing: string };

/** Each picture once in the page, to be shown with `<use href="#id"/>` wherever and however often. @param pictures by id */
export function pictureStore(pictures: readonly (readonly [id: string, picture: PagePicture])[]): Markup {
  const images = pictures.flatMap(([id, picture]) =>
    'dataUri' in picture
      ? [
          markup`<image id="${id}" width="${picture.widthPx}" height="${picture.heightPx}" href="${picture.dataUri}"/>\n`,
        ]
      : [],
  );
  return markup`<svg class="store" width="0" height="0" aria-hidden="true"><defs>${images}</defs></svg>`;
}
