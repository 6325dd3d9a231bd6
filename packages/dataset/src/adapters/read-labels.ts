import { baseName, decodeLineBatches, isS3Uri, type Storage } from '@detectory/storage';
import { createHash } from 'node:crypto';
import { LabelCollector, type LabelOptions } from '../ground-truth/label-collector.js';
import type { Labels } from '../ground-truth/labels.js';

export interface ReadLabelsOptions extends LabelOptions {
  readonly storage: Storage;
  /** Paths or s3:// URIs. */
  readonly manifests: readonly string[];
  readonly signal?: AbortSignal | undefined;
}

export interface LabelsOnDisk {
  readonly labels: Labels;
  /** SHA-256 of each manifest's bytes. */
  readonly manifestHashes: readonly string[];
}

/** Reads manifests line by line, hashing them on the way. */
export async function readLabels({ storage, manifests, signal, ...options }: ReadLabelsOptions): Promise<LabelsOnDisk> {
  const collector = new LabelCollector(options);
  const manifestHashes: string[] = [];
  for (const manifest of manifests) {
    const hash = createHash('sha256');
    collector.startManifest(isS3Uri(manifest) ? manifest : baseName(manifest));
    for await (const { firstNumber, lines } of decodeLineBatches(hashed(storage.readStream(manifest), hash, signal)))
      lines.forEach((text, i) => collector.addLine(text, firstNumber + i));
    manifestHashes.push(hash.digest('hex'));
  }
  return { labels: collector.finish(), manifestHashes };
}

async function* hashed(
  chunks: AsyncIterable<Uint8Array>,
  hash: { update(chunk: Uint8Array): unknown },
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    signal?.throwIfAborted();
    hash.update(chunk);
    yield chunk;
  }
}
