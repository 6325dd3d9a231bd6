import { createLocalStorage } from '@detectory/storage/local';
import { join } from 'node:path';
import type { ImageKind } from '../../images/image-kind.js';
import { formatPublishedRecord, parsePublishedRecord, type PublishedRecord } from '../../images/published-record.js';
import type { PublishedImage } from '../../images/push-image.js';

function toFile(workspace: string, kind: ImageKind): string {
  return join(workspace, 'containers', kind, 'published.json');
}

/** Where this kind of image was pushed from here, and under which digest. */
export async function readPublishedImages(workspace: string, kind: ImageKind): Promise<PublishedRecord> {
  const storage = createLocalStorage();
  const file = toFile(workspace, kind);
  if (!(await storage.stat(file))) return {};
  return parsePublishedRecord(Buffer.from(await storage.readBytes(file)).toString('utf8'));
}

/** Remembers a push, so that a deployment names the image by digest; the file is replaced whole. */
export async function recordPublishedImage(workspace: string, image: PublishedImage): Promise<void> {
  const { kind, repository, digest, tag } = image;
  const record = { ...(await readPublishedImages(workspace, kind)), [repository]: { digest, tag } };
  await createLocalStorage().writeBytes(toFile(workspace, kind), formatPublishedRecord(record));
}
