import type { Storage } from '@detectory/storage';
import { createHash } from 'node:crypto';

/** SHA-256 of every file below a folder or prefix, hidden ones too, by relative path. */
export async function hashTree(storage: Storage, uri: string): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for await (const file of storage.list(uri)) {
    const bytes = await storage.readBytes(file.uri);
    hashes[file.uri.slice(uri.length + 1)] = createHash('sha256').update(bytes).digest('hex');
  }
  return hashes;
}
