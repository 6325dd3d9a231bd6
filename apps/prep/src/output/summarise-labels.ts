import {
  type AttributeSummary,
  countBy,
  type ImageProblem,
  type Labels,
  type LabelledImage,
  type ManifestSummary,
  measureAnchorFit,
  type Problem,
  type SizeBin,
  sizeHistogram,
  type VerificationSummary,
} from '@detectory/dataset';

/** What `inspect` tells, for a machine as for a person. */
export interface InspectSummary {
  readonly manifests: readonly ManifestSummary[];
  readonly attributes: readonly AttributeSummary[];
  readonly lines: {
    readonly total: number;
    readonly labelled: number;
    /** Of the labelled: confirmed to show none of the classes. */
    readonly empty: number;
    readonly excluded: Readonly<Partial<Record<string, number>>>;
    readonly problems: number;
  };
  readonly boxes: number;
  readonly sizes: readonly { readonly size: string; readonly images: number }[];
  /** Images of each bucket, of those whose source-ref is an s3:// URI. */
  readonly buckets: Readonly<Partial<Record<string, number>>>;
  readonly classes: readonly { readonly name: string; readonly images: number; readonly boxes: number }[];
  /** Most frequent class over rarest class that occurs, in boxes; `null` under two classes. */
  readonly imbalance: number | null;
  /** As training at `imgsz` sees the boxes of images whose size the labels give. */
  readonly boxSizes: {
    readonly imgsz: number;
    readonly bins: readonly SizeBin[];
    /** Best possible recall of YOLOv5's own anchors, in [0, 1]; `null` where no size is known. */
    readonly anchorRecall: number | null;
  };
  readonly failureReasons: Readonly<Partial<Record<string, number>>>;
  readonly problems: Readonly<Partial<Record<string, number>>>;
  readonly notes: Readonly<Partial<Record<string, number>>>;
  readonly firstProblems: readonly Problem[];
  /** `null` without `--drop-verified`. */
  readonly verification: VerificationSummary | null;
  readonly imagesChecked: boolean;
}

const problemsShown = 10;

/** YOLOv5's default. */
const imgsz = 640;

/** @param imageProblems what is wrong with each image, where images were looked at */
export function summariseLabels(labels: Labels, imageProblems?: readonly (ImageProblem | undefined)[]): InspectSummary {
  const { images, excluded, manifests, attributes } = labels;
  const problems = [...labels.problems, ...toProblems(labels, imageProblems ?? [])];
  const classes = countClasses(labels);
  const drawn = classes.map((one) => one.boxes).filter((boxes) => boxes > 0);
  return {
    manifests,
    attributes,
    lines: {
      total: manifests.reduce((sum, manifest) => sum + manifest.lines, 0),
      labelled: images.length,
      empty: images.filter((image) => image.boxes.length === 0).length,
      excluded: countBy(excluded, (line) => line.reason),
      problems: labels.problems.length,
    },
    boxes: images.reduce((sum, image) => sum + image.boxes.length, 0),
    sizes: countSizes(labels),
    buckets: countBy(bucketsOf(images), (bucket) => bucket),
    classes,
    imbalance: drawn.length > 1 ? Math.max(...drawn) / Math.min(...drawn) : null,
    boxSizes: measureSizes(labels),
    failureReasons: countBy(
      excluded.filter((line) => line.reason === 'line-failed'),
      (line) => line.detail ?? 'unknown',
    ),
    problems: countBy(problems, (problem) => problem.reason),
    notes: labels.notes ?? {},
    firstProblems: problems.slice(0, problemsShown),
    verification: labels.verification ?? null,
    imagesChecked: imageProblems !== undefined,
  };
}

function toProblems({ images }: Labels, found: readonly (ImageProblem | undefined)[]): Problem[] {
  return images.flatMap(({ manifest, line, sourceRef }, i) => {
    const problem = found[i];
    return problem ? [{ manifest, line, sourceRef, ...problem }] : [];
  });
}

function countClasses({ classes, images }: Labels): InspectSummary['classes'] {
  const tallies = new Map(classes.map((name) => [name, { name, images: 0, boxes: 0 }]));
  for (const { boxes } of images) {
    for (const { className } of boxes) add(tallies.get(className), 'boxes');
    for (const className of new Set(boxes.map((box) => box.className))) add(tallies.get(className), 'images');
  }
  return [...tallies.values()];
}

function add(tally: { images: number; boxes: number } | undefined, field: 'images' | 'boxes'): void {
  if (tally) tally[field]++;
}

function measureSizes({ images }: Labels): InspectSummary['boxSizes'] {
  const bins = sizeHistogram(sizeAll(images), imgsz);
  return { imgsz, bins, anchorRecall: measureAnchorFit(sizeAll(images)).recall ?? null };
}

/** One box after the other: a million images' boxes are not held at once. */
function* sizeAll(images: Iterable<LabelledImage>): Generator<{ widthPx: number; heightPx: number }> {
  for (const { size, boxes } of images) {
    if (!size) continue;
    const scale = imgsz / Math.max(size.widthPx, size.heightPx);
    for (const { width, height } of boxes) yield { widthPx: width * scale, heightPx: height * scale };
  }
}

function* bucketsOf(images: Iterable<LabelledImage>): Generator<string> {
  for (const { sourceRef } of images) {
    const bucket = /^s3:\/\/([^/]+)/.exec(sourceRef)?.[1];
    if (bucket !== undefined) yield bucket;
  }
}

function countSizes({ images }: Labels): InspectSummary['sizes'] {
  const counts = countBy(images, ({ size }) => (size ? `${size.widthPx} × ${size.heightPx}` : 'unknown'));
  return Object.entries(counts)
    .map(([size, count = 0]) => ({ size, images: count }))
    .sort((a, b) => b.images - a.images);
}
