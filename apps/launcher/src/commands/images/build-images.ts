import type { BuiltImage, ImageKind } from '@detectory/deployer';
import { createDockerEngine } from '@detectory/deployer/docker';
import { buildImage, findWorkspace } from '@detectory/deployer/workspace';
import { formatSize, formatTable, printJson, printLine } from '@detectory/terminal';
import { withInterrupt } from '../../with-interrupt.js';
import type { ImageFlags } from '../images.js';
import { note } from './note.js';

interface BuiltKind extends BuiltImage {
  readonly kind: ImageKind;
}

/** `images build`: the same code as `nx run serving:image`. */
export async function buildImages(kinds: readonly ImageKind[], { baseImage, json }: ImageFlags): Promise<void> {
  const workspace = findWorkspace();
  await createDockerEngine().assertReady();
  const built = await withInterrupt(
    () => note('Stopping the build …'),
    async (signal) => {
      const images: BuiltKind[] = [];
      for (const kind of kinds) images.push({ kind, ...(await buildImage({ workspace, kind, baseImage, signal })) });
      return images;
    },
  );
  if (json) printJson(built);
  else printLine(formatBuiltImages(built));
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
