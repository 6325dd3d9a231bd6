import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface JobImage {
  readonly key: string;
  /** `[class, left, top, width, height]` */
  readonly boxes: readonly (readonly [string, number, number, number, number])[];
  readonly size?: readonly [widthPx: number, heightPx: number];
  /** Left out: the image is not there. */
  readonly bytes?: Uint8Array;
  readonly bucket?: string;
  /** Other keys of the line, as they pass through a labelling job. */
  readonly other?: Readonly<Record<string, unknown>>;
}

export interface Job {
  readonly dir: string;
  readonly manifest: string;
  readonly images: string;
}

/** A labelling job's output on disk: a manifest, and images mirrored as bucket/key. */
export async function makeJob(images: readonly JobImage[]): Promise<Job> {
  const dir = await mkdtemp(join(tmpdir(), 'detectory-dataset-'));
  const manifest = join(dir, 'output.manifest');
  await writeFile(manifest, images.map((image) => `${toLine(image)}\n`).join(''));
  for (const { bucket = 'photos', key, bytes } of images) {
    if (!bytes) continue;
    const path = join(dir, 'images', bucket, key);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
  }
  return { dir, manifest, images: join(dir, 'images') };
}

export function toLine({ key, boxes, size = [64, 48], bucket = 'photos', other }: JobImage): string {
  const names = [...new Set(boxes.map(([name]) => name))];
  const annotations = boxes.map(([name, left, top, width, height]) => ({
    class_id: names.indexOf(name),
    left,
    top,
    width,
    height,
  }));
  return JSON.stringify({
    'source-ref': `s3://${bucket}/${key}`,
    ...other,
    job: { annotations, image_size: [{ width: size[0], height: size[1], depth: 3 }] },
    'job-metadata': {
      'class-map': Object.fromEntries(names.map((name, id) => [id, name])),
      objects: boxes.map(() => ({ confidence: 0 })),
      type: 'groundtruth/object-detection',
      'creation-date': '2026-01-01T00:00:00.000000',
    },
  });
}
