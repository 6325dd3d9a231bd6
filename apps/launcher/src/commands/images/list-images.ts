import { type ImageKind, type LocalImage, toLocalName } from '@detectory/deployer';
import { createDockerEngine } from '@detectory/deployer/docker';
import { findWorkspace, readBuiltImage, readPublishedImages } from '@detectory/deployer/workspace';
import { printJson, printLine } from '@detectory/terminal';
import type { ImageFlags } from '../images.js';
import { askRepositories } from './ask-repositories.js';
import { formatImageList } from './format-image-list.js';

export interface ListedImage {
  readonly kind: ImageKind;
  readonly name: string;
  readonly tag: string;
  readonly id: string;
  readonly sizeBytes: number;
  readonly createdAt: string;
  /** Whether it is what the last build in this workspace made. */
  readonly current: boolean;
}

export interface ListedPublication {
  readonly kind: ImageKind;
  readonly repository: string;
  readonly tag: string;
  readonly digest: string;
  readonly current: boolean;
  /** Whether the repository itself said so just now, or it is remembered from a push. */
  readonly seen: 'repository' | 'record';
}

export interface ImageList {
  readonly local: readonly ListedImage[];
  readonly published: readonly ListedPublication[];
}

/** `images list` */
export async function listImages(kinds: readonly ImageKind[], flags: ImageFlags): Promise<void> {
  const workspace = findWorkspace();
  const images = await createDockerEngine().listImages(kinds.map(toLocalName));
  const lists = await Promise.all(kinds.map((kind) => listKind(kind, workspace, images, flags)));
  const list = {
    local: lists.flatMap(({ local }) => local),
    published: lists.flatMap(({ published }) => published),
  };
  if (flags.json) printJson(list);
  else printLine(formatImageList(list));
}

async function listKind(
  kind: ImageKind,
  workspace: string,
  images: readonly LocalImage[],
  { repository }: ImageFlags,
): Promise<ImageList> {
  const built = await readBuiltImage(workspace, kind);
  const remembered = Object.entries(await readPublishedImages(workspace, kind));
  const asked = await askRepositories(repository ?? toLocalName(kind), repository !== undefined);
  const known = new Set(asked.map((entry) => entry.repository));
  const published = [
    ...asked.map((entry) => ({ ...entry, seen: 'repository' as const })),
    ...remembered
      .filter(([address]) => !known.has(address))
      .map(([address, entry]) => ({ repository: address, ...entry, seen: 'record' as const })),
  ];
  return {
    local: images.flatMap((image) => toListedImages(image, kind, built?.tag)),
    published: published.map((entry) => ({ kind, ...entry, current: entry.tag === built?.tag })),
  };
}

/** A line for each tag but `latest`, which only repeats another one. */
export function toListedImages(
  image: LocalImage,
  kind: ImageKind,
  currentTag: string | undefined,
): readonly ListedImage[] {
  const name = toLocalName(kind);
  const tags = image.references
    .filter((text) => text.startsWith(`${name}:`))
    .map((text) => text.slice(name.length + 1));
  const named = tags.length > 1 ? tags.filter((tag) => tag !== 'latest') : tags;
  const { id, sizeBytes, createdAt } = image;
  return named.map((tag) => ({ kind, name, tag, id, sizeBytes, createdAt, current: tag === currentTag }));
}
