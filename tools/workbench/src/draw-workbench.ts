import { renderPhoto } from './adapters/render-photo.js';
import { writeFolderWhole, writeSetFile } from './adapters/photo-folder.js';
import { WorkbenchOptionError } from './errors.js';
import { labelTools } from './label/label-tools.js';
import { toLabelsFile, toManifestLine, type LabelledPhoto } from './label/to-manifest-line.js';
import { planScene } from './scene/plan-scene.js';
import { summarize, type WorkbenchSummary } from './summarize.js';

/** What to draw and where. */
export interface WorkbenchOptions {
  /** A folder that is missing or empty. */
  readonly outDir: string;
  /** A whole number; the same seed gives the same bytes. 7 where left out. */
  readonly seed?: number;
  /** How many photos; 640 where left out. */
  readonly photos?: number;
  /** A photo's longer side, 64 to 2048 pixels; 416 where left out. */
  readonly sizePx?: number;
  /** The bucket that the manifest names; `detectory-workbench` where left out. */
  readonly bucket?: string;
  /** Called after every few photos. */
  readonly onProgress?: (done: number, total: number) => void;
}

const PHOTOS_AT_ONCE = 4;

/**
 * Draws a synthetic labelled-photo set of five tools: `images/*.jpg`, `output.manifest` and `labels.json` in `outDir`,
 * which appears only once it is complete.
 * @throws WorkbenchOptionError, OutputFolderTakenError
 */
export async function drawWorkbench(options: WorkbenchOptions): Promise<WorkbenchSummary> {
  const { outDir, seed = 7, photos = 640, sizePx = 416, bucket = 'detectory-workbench', onProgress } = options;
  assertWhole('seed', seed, -(2 ** 31), 2 ** 31 - 1);
  assertWhole('photos', photos, 1, 100_000);
  assertWhole('sizePx', sizePx, 64, 2048);
  return writeFolderWhole(outDir, async (folder) => {
    const drawn = await drawPhotos(folder, { seed, photos, sizePx, onProgress });
    await writeSetFile(folder, 'output.manifest', drawn.map((photo) => `${toManifestLine(photo, bucket)}\n`).join(''));
    await writeSetFile(folder, 'labels.json', toLabelsFile());
    return summarize(drawn);
  });
}

interface PhotoRun {
  readonly seed: number;
  readonly photos: number;
  readonly sizePx: number;
  readonly onProgress: WorkbenchOptions['onProgress'];
}

async function drawPhotos(folder: string, { seed, photos, sizePx, onProgress }: PhotoRun): Promise<LabelledPhoto[]> {
  const drawn: LabelledPhoto[] = [];
  for (let start = 0; start < photos; start += PHOTOS_AT_ONCE) {
    const batch = Array.from({ length: Math.min(PHOTOS_AT_ONCE, photos - start) }, (_, offset) => start + offset);
    drawn.push(...(await Promise.all(batch.map((index) => drawPhoto(folder, seed, index, sizePx)))));
    onProgress?.(drawn.length, photos);
  }
  return drawn;
}

async function drawPhoto(folder: string, seed: number, index: number, sizePx: number): Promise<LabelledPhoto> {
  const scene = planScene(seed, index, sizePx);
  const fileName = `${scene.name}.jpg`;
  await writeSetFile(folder, `images/${fileName}`, await renderPhoto(scene));
  return { fileName, size: scene.size, labels: labelTools(scene.tools, scene.size) };
}

function assertWhole(option: string, value: number, min: number, max: number): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  throw new WorkbenchOptionError(option, value, `a whole number from ${min} to ${max}`);
}
