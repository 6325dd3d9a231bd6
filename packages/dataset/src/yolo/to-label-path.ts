/**
 * Where YOLOv5 looks for an image's labels (img2label_paths): the last folder `images` on its path gives way to `labels`, the
 * last suffix to `.txt`. Without such a folder the labels lie beside the image, as in Darknet's layout.
 */
export function toLabelPath(imagePath: string): string {
  return `${withoutSuffix(toLabelFolder(imagePath))}.txt`;
}

/** The same for a folder of images, given with its closing slash. */
export function toLabelFolder(path: string): string {
  const at = `/${path}`.lastIndexOf('/images/');
  return at < 0 ? path : `${path.slice(0, at)}labels/${path.slice(at + 'images/'.length)}`;
}

/** A path without the last suffix of its last part. */
export function withoutSuffix(path: string): string {
  const dot = path.lastIndexOf('.');
  return dot > path.lastIndexOf('/') + 1 ? path.slice(0, dot) : path;
}
