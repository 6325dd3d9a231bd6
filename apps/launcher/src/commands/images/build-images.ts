import type { BuiltImage, ImageKind } from '@detectory/deployer';
import { createDockerEngine } from '@detectory/deployer/docker';
import { buildImage, findWorkspace } from '@detectory/deployer/workspace';
import { formatSize, formatTable, printJson, printLine, UsageError } from '@detectory/terminal';
import { withInterrupt } from '../../with-interrupt.js';
import type { ImageFlags } from '../images.js';
import { note } from './note.js';

interface BuiltKind extends BuiltImage {
  readonly kind: ImageKind;
}

/** `images build`: the same code as `nx run serving:image`. */
export async function buildImages(kinds: readonly ImageKind[], { json, ...flags }: ImageFlags): Promise<void> {
  assertOneImage(kinds, flags);
  const workspace = findWorkspace();
  await createDockerEngine().assertReady();
  const built = await withInterrupt(
    () => note('Stopping the build …'),
    async (signal) => {
      const images: BuiltKind[] = [];
      for (const kind of kinds) images.push({ kind, ...(await buildImage({ workspace, kind, ...flags, signal })) });
      return images;
    },
  );
  if (json) printJson(built);
  else printLine(formatBuiltImages(built));
}

/** Each image has bases of its own. @throws UsageError */
export function assertOneImage(kinds: readonly ImageKind[], { baseImage, nodeImage }: ImageFlags): void {
  if (baseImage && kinds.length > 1)
    throw new UsageError('--base-image names the base of one image: say which, training or serving.');
  if (nodeImage && (kinds.length > 1 || kinds[0] !== 'training'))
    throw new UsageError('--node-image is where the training image takes Node from: say training.');
}

export function formatBuiltImages(images: readonly BuiltKind[]): string {
  const rows = images.map(({ kind, name, tag, sizeBytes, baseImage }) => [
    kind,
    `${name}:${tag.slice(0, 12)}`,
    formatSize(sizeBytes),
    baseImage,
  ]);
  return formatTable([['image', 'name', 'size', 'base'], ...rows], { align: ['left', 'left', 'right', 'left'] });
}
