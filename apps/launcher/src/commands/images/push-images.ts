import {
  type ContainerEngine,
  type ImageKind,
  parseRepository,
  type PublishedImage,
  pushImage,
  toLocalName,
} from '@detectory/deployer';
import { createDockerEngine } from '@detectory/deployer/docker';
import { openRepository } from '@detectory/deployer/repositories';
import { buildImage, findWorkspace, recordPublishedImage } from '@detectory/deployer/workspace';
import { formatSize, printJson, printLine, UsageError } from '@detectory/terminal';
import { withInterrupt } from '../../with-interrupt.js';
import type { ImageFlags } from '../images.js';
import { assertOneImage } from './build-images.js';
import { note } from './note.js';

interface PushContext {
  readonly workspace: string;
  readonly engine: ContainerEngine;
  readonly flags: ImageFlags;
  readonly signal: AbortSignal;
}

/** `images push`: build where needed, push where missing, check always, remember the digest. */
export async function pushImages(kinds: readonly ImageKind[], flags: ImageFlags): Promise<void> {
  if (flags.repository && kinds.length > 1)
    throw new UsageError('--repository names the repository of one image: say which, training or serving.');
  assertOneImage(kinds, flags);
  const workspace = findWorkspace();
  const engine = createDockerEngine();
  const published = await withInterrupt(
    () => note('Stopping; nothing is left half-tagged …'),
    async (signal) => {
      const images: PublishedImage[] = [];
      for (const kind of kinds) images.push(await publish(kind, { workspace, engine, flags, signal }));
      return images;
    },
  );
  if (flags.json) printJson(published);
  else printLine(published.map(formatPublishedImage).join('\n\n'));
}

/** What can be refused is asked for before the build, which is what takes long. */
async function publish(kind: ImageKind, { workspace, engine, flags, signal }: PushContext): Promise<PublishedImage> {
  const reference = parseRepository(flags.repository ?? toLocalName(kind));
  await engine.assertReady();
  const access = await openRepository(reference, signal);
  const image = await buildImage({ workspace, kind, baseImage: flags.baseImage, signal });
  const repository = await access.ensure(note);
  const published = await pushImage({ kind, image, repository, engine, note, signal });
  await recordPublishedImage(workspace, published);
  return published;
}

export function formatPublishedImage(image: PublishedImage): string {
  const labels = Object.keys(image.labels).length;
  return [
    image.uri,
    `  ${image.pushed ? 'pushed' : 'was there already'}, checked: Docker v2 manifest, ${image.platform}, ` +
      `${formatSize(image.sizeBytes)} compressed, ${labels} ${labels === 1 ? 'label' : 'labels'}`,
    `  tag ${image.tag}`,
  ].join('\n');
}
