/** What a drop, a paste or a file dialog brought, in photos and the names of what is none. */
export interface ChosenFiles<F> {
  readonly photos: readonly F[];
  readonly others: readonly string[];
}

/** Photos go by their type or, where the browser knows none, by their ending: the server decides by content. */
export function chooseFiles<F extends { readonly name: string; readonly type: string }>(
  files: Iterable<F>,
): ChosenFiles<F> {
  const all = [...files];
  const isPhoto = ({ name, type }: F) => type.startsWith('image/') || (type === '' && endings.test(name));
  return { photos: all.filter(isPhoto), others: all.filter((file) => !isPhoto(file)).map(({ name }) => name) };
}

const endings = /\.(jpe?g|png|webp|avif|tiff?|gif|bmp|hei[cf])$/i;
