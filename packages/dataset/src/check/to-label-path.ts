/**
 * Where YOLOv5 looks for an image's label (`img2label_paths`): the last folder `images` gives way to `labels`, the last suffix
 * to `.txt`; without such a folder the label stands beside the image.
 * @param path absolute
 */
export function toLabelPath(path: string): string {
  const at = path.lastIndexOf('/images/');
  const moved = at < 0 ? path : `${path.slice(0, at)}/labels/${path.slice(at + '/images/'.length)}`;
  const dot = moved.lastIndexOf('.');
  return `${dot < 0 ? moved : moved.slice(0, dot)}.txt`;
}

/** Where someone may have put it who has several folders named `images`. */
export function toOtherLabelPaths(path: string): string[] {
  const parts = path.split('/images/');
  return parts.slice(1, -1).map((_, i) => toLabelPathAt(parts, i + 1));
}

function toLabelPathAt(parts: readonly string[], at: number): string {
  const moved = `${parts.slice(0, at).join('/images/')}/labels/${parts.slice(at).join('/images/')}`;
  return `${moved.slice(0, moved.lastIndexOf('.'))}.txt`;
}
