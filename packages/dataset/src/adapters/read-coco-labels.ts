import { baseName, isS3Uri, type Storage } from '@detectory/storage';
import { createHash } from 'node:crypto';
import { CocoCollector } from '../coco/coco-collector.js';
import type { LabelOptions } from '../ground-truth/label-collector.js';
import type { LabelsOnDisk } from './read-labels.js';

export interface ReadCocoOptions extends LabelOptions {
  readonly storage: Storage;
  /** Paths or s3:// URIs of COCO files. */
  readonly files: readonly string[];
  readonly signal?: AbortSignal | undefined;
}

/** Reads COCO files chunk by chunk, hashing them on the way. */
export async function readCocoLabels({ storage, files, signal, ...options }: ReadCocoOptions): Promise<LabelsOnDisk> {
  const collector = new CocoCollector(options);
  const manifestHashes: string[] = [];
  for (const file of files) {
    const hash = createHash('sha256');
    const decoder = new TextDecoder();
    collector.startFile(isS3Uri(file) ? file : baseName(file));
    for await (const chunk of storage.readStream(file)) {
      signal?.throwIfAborted();
      hash.update(chunk);
      collector.push(decoder.decode(chunk, { stream: true }));
    }
    collector.push(decoder.decode());
    manifestHashes.push(hash.digest('hex'));
  }
  return { labels: collector.finish(), manifestHashes };
}
