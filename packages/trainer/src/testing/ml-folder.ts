import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type MlPaths, toMlPaths } from '../contract/ml-paths.js';
import { tinyPng } from './tiny-png.js';

/** Files by their path in a folder; a folder that stays empty ends with /. */
export type Tree = Readonly<Record<string, string | Uint8Array>>;

export interface MlFolder {
  readonly paths: MlPaths;
  readonly workFolder: string;
  remove(): void;
}

/** A folder as SageMaker lays out /opt/ml before it starts a training container. */
export function makeMlFolder(files: Tree): MlFolder {
  const folder = mkdtempSync(join(tmpdir(), 'detectory-ml-'));
  const paths = toMlPaths(join(folder, 'ml'));
  const workFolder = join(folder, 'work');
  mkdirSync(paths.channels, { recursive: true });
  mkdirSync(workFolder);
  writeTree(join(paths.root, 'input'), files);
  return { paths, workFolder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export function writeTree(folder: string, files: Tree): void {
  for (const [path, content] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(path.endsWith('/') ? file : dirname(file), { recursive: true });
    if (!path.endsWith('/')) writeFileSync(file, content);
  }
}

export interface SampleOptions {
  readonly train?: number;
  readonly val?: number;
  /** Added to what the photos show, so that two samples share none. */
  readonly from?: number;
}

/** A dataset of labelled photos, as `detectory-prep build` leaves it; `prefix` is its channel, with a slash. */
export function sampleDataset(prefix: string, { train = 8, val = 2, from = 0 }: SampleOptions = {}): Tree {
  const splits = [...Array<string>(train).fill('train'), ...Array<string>(val).fill('val')];
  const photos = splits.flatMap((split, index) => [
    [`${prefix}images/${split}/${index}.png`, tinyPng(from + index)] as const,
    [`${prefix}labels/${split}/${index}.txt`, '0 0.5 0.5 0.5 0.5\n'] as const,
  ]);
  const yaml = `path: /somewhere/else\ntrain: images/train\n${val > 0 ? 'val: images/val\n' : ''}names: [drill, hammer]\n`;
  return { ...Object.fromEntries(photos), [`${prefix}data.yaml`]: yaml };
}

/** The same without data.yaml. */
export function samplePhotos(prefix: string, options: SampleOptions = {}): Tree {
  const files = Object.entries(sampleDataset(prefix, options));
  return Object.fromEntries(files.filter(([path]) => path !== `${prefix}data.yaml`));
}
