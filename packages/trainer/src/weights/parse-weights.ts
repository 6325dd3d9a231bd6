/** What `--weights` can mean. */
export type WeightsSource =
  | { readonly kind: 'none' }
  | { readonly kind: 's3'; readonly uri: string }
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'name'; readonly name: string };

/** A bare file name without a folder is a name to look up; `./yolov5s.pt` is a path. */
export function parseWeights(text: string): WeightsSource {
  if (text === 'none') return { kind: 'none' };
  if (text.startsWith('s3://')) return { kind: 's3', uri: text };
  return /^[^/\\]+$/.test(text) ? { kind: 'name', name: text } : { kind: 'path', path: text };
}
