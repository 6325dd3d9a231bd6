import { createLocalStorage } from '@detectory/storage/local';
import { join } from 'node:path';
import { type BuiltImage, parseBuiltImage } from '../../images/built-image.js';
import type { ImageKind } from '../../images/image-kind.js';

/** What the last build left; undefined where the image was never built here. */
export async function readBuiltImage(workspace: string, kind: ImageKind): Promise<BuiltImage | undefined> {
  const storage = createLocalStorage();
  const file = join(workspace, 'containers', kind, 'image.json');
  if (!(await storage.stat(file))) return undefined;
  return parseBuiltImage(Buffer.from(await storage.readBytes(file)).toString('utf8'), file);
}
