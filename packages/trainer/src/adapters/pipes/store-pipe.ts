import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { once } from 'node:events';
import { detectFormat } from '@detectory/imaging';
import type { Channel } from '../../control/find-channels.js';
import { isRecord } from '../../contract/parse-json-object.js';
import { readRecordIo } from '../../contract/read-record-io.js';
import { type AugmentedRecord, groupAugmentedRecords } from '../../data/group-augmented-records.js';
import { ChannelUnusableError } from '../../errors.js';
import { openPipe } from './open-pipe.js';

/** What came out of one pipe. */
export interface StoredPipe {
  readonly name: string;
  /** The photos, in a folder. */
  readonly images: string;
  /** Ground Truth's output manifest of them. */
  readonly manifest: string;
  readonly photos: number;
  /** Names by class id, of all lines. */
  readonly classMap: ReadonlyMap<number, string>;
  /** Class ids that boxes have, each with the first photo, counted from 1, that has such a box. */
  readonly usedClasses: ReadonlyMap<number, number>;
}

/**
 * Reads a pipe to its end, and writes each photo and the manifest line that it came from. Aborting leaves it at once, also
 * where it waits for its writer.
 */
export async function storePipe({ name, path }: Channel, folder: string, signal?: AbortSignal): Promise<StoredPipe> {
  const images = join(folder, 'images');
  const manifest = join(folder, 'output.manifest');
  await mkdir(images, { recursive: true });
  const lines = createWriteStream(manifest);
  const classMap = new Map<number, string>();
  const usedClasses = new Map<number, number>();
  let count = 0;
  for await (const record of groupAugmentedRecords(readRecordIo(openPipe(path, signal)))) {
    const file = `${String(++count).padStart(8, '0')}.${detectFormat(record.image) ?? 'jpg'}`;
    await writeFile(join(images, file), record.image);
    for (const [id, className] of readClassMap(record.metadata)) classMap.set(id, className);
    for (const id of readClassIds(record.label)) if (!usedClasses.has(id)) usedClasses.set(id, count);
    if (!lines.write(`${JSON.stringify(toManifestLine(file, record))}\n`)) await once(lines, 'drain');
  }
  lines.end();
  await once(lines, 'close');
  if (count === 0) throw new ChannelUnusableError(`The channel ${name} ended without a photo. Is its manifest empty?`);
  return { name, images, manifest, photos: count, classMap, usedClasses };
}

/** A line as Ground Truth writes it; without asked-for metadata, with as much of them as it takes to be read. */
function toManifestLine(file: string, { label, metadata }: AugmentedRecord): object {
  const source = { 'source-ref': `s3://pipe/${file}` };
  if (!label) return source;
  return {
    ...source,
    boxes: label,
    'boxes-metadata': { type: 'groundtruth/object-detection', 'human-annotated': 'yes', ...metadata },
  };
}

/** Whether a label is whole is for the build to say. */
function readClassIds(label: object | undefined): number[] {
  const boxes: unknown = isRecord(label) ? label['annotations'] : undefined;
  if (!Array.isArray(boxes)) return [];
  return boxes.map((box: unknown) => Number(isRecord(box) ? box['class_id'] : undefined)).filter(Number.isInteger);
}

function readClassMap(metadata: object | undefined): [number, string][] {
  const map = isRecord(metadata) ? metadata['class-map'] : undefined;
  return isRecord(map) ? Object.entries(map).map(([id, className]) => [Number(id), String(className)]) : [];
}
