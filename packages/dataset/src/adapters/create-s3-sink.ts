import { joinUri, type Storage } from '@detectory/storage';
import { OutputExistsError } from '../errors.js';
import { mendImage } from '../plan/examine-image.js';
import type { DatasetSink } from './dataset-sink.js';

export interface S3SinkOptions {
  readonly storage: Storage;
  readonly out: string;
  readonly force: boolean;
}

/**
 * Objects below an s3:// prefix. There is no rename of a folder: a dataset is whole when its dataset.json is there, which is
 * written last and removed first.
 * @throws OutputExistsError when anything lies below `out` and `force` is not given
 */
export async function createS3Sink({ storage, out, force }: S3SinkOptions): Promise<DatasetSink> {
  const old = await listAll(storage, out);
  if (old.length > 0 && !force) throw new OutputExistsError(out);
  let hidden: Promise<void> | undefined;
  // The old dataset stops counting as one when the first new object comes, not before.
  const hideOld = (): Promise<void> => (hidden ??= storage.remove(joinUri(out, 'dataset.json')));
  const written = new Set<string>();
  const noting = (relativePath: string): string => {
    const uri = joinUri(out, relativePath);
    written.add(uri);
    return uri;
  };
  return {
    out,
    // Where SageMaker mounts the channel that a training job reads.
    trainerRoot: '/opt/ml/input/data/training',
    writeText: async (relativePath, text) => {
      await hideOld();
      await storage.writeBytes(noting(relativePath), text);
    },
    placeImage: async (relativePath, { uri, mustMend }) => {
      await hideOld();
      const to = noting(relativePath);
      if (mustMend) await storage.writeBytes(to, mendImage(await storage.readBytes(uri)));
      else await storage.copy(uri, to);
    },
    commit: async () => {
      for (const uri of old) if (!written.has(uri)) await storage.remove(uri);
    },
    discard: async () => {
      for (const uri of written) await storage.remove(uri);
    },
  };
}

async function listAll(storage: Storage, uri: string): Promise<string[]> {
  const uris: string[] = [];
  for await (const file of storage.list(uri)) uris.push(file.uri);
  return uris;
}
