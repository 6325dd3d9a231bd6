import { forEachConcurrently, isS3Uri, joinUri, removeTree, type Storage } from '@detectory/storage';
import { OutputExistsError } from '../errors.js';
import { mendImage } from '../plan/examine-image.js';
import { removeBuildState } from './build-marks.js';
import { createObjectWriter } from './create-object-writer.js';
import type { DatasetSink, SinkPlace } from './dataset-sink.js';
import { readUnchanged, verifyCopy } from './verify-image.js';

export interface S3SinkOptions extends SinkPlace {
  readonly storage: Storage;
}

/** Holds one folder for each fingerprint. */
const hiddenFolder = '.detectory-partial';

/**
 * Objects below an s3:// prefix. There is no rename of a folder: a dataset is whole when its dataset.json is there, which is
 * written last and removed first. An object that is there already is taken over when its ETag is the MD5 that it should
 * have; under KMS it never is, and is written again.
 * @throws OutputExistsError when a dataset or anything foreign lies below `out` and `force` is not given
 */
export async function createS3Sink({ storage, ...place }: S3SinkOptions): Promise<DatasetSink> {
  const { out, fingerprint } = place;
  const stateUri = joinUri(out, `${hiddenFolder}/${fingerprint}`);
  const found = await listPrefix(storage, out, stateUri);
  assertReplaceable(found, place);
  if (!place.isShared) await removeTree(storage, joinUri(out, hiddenFolder), { keep: joinUri(stateUri, '') });
  const { isThere, put, putPieces, hideOld, putDatasetJson } = createObjectWriter(storage, out, found.etags);
  return {
    out,
    // Where SageMaker mounts the channel that a training job reads.
    trainerRoot: '/opt/ml/input/data/training',
    stateUri,
    writeText: put,
    settleTexts: () => Promise.resolve(),
    writePieces: putPieces,
    placeImage: async (relativePath, image) => {
      if (image.mustMend) return put(relativePath, mendImage(await readUnchanged(storage, image)));
      if (isThere(relativePath, image.md5)) return;
      if (!isS3Uri(image.uri)) return put(relativePath, await readUnchanged(storage, image));
      await hideOld();
      await storage.copy(image.uri, joinUri(out, relativePath));
      await verifyCopy(storage, image, joinUri(out, relativePath));
    },
    commit: async (datasetJson, isPart) => {
      const stale = [...found.etags.keys()].filter((path) => path !== 'dataset.json' && !isPart(path));
      await forEachConcurrently(stale, async (path) => {
        await hideOld();
        await storage.remove(joinUri(out, path));
      });
      await putDatasetJson(datasetJson);
      await removeHidden(storage, out, stateUri);
    },
    discard: async () => {
      const isForeign = (path: string): boolean => !found.isOurs && found.etags.has(path);
      const { etags } = await listPrefix(storage, out, stateUri);
      const written = [...etags.keys()].filter((path) => !isForeign(path));
      await forEachConcurrently(written, (path) => storage.remove(joinUri(out, path)));
      await removeHidden(storage, out, stateUri);
    },
  };
}

interface FoundPrefix {
  /** ETags of the dataset's objects by their relative paths. */
  readonly etags: ReadonlyMap<string, string | undefined>;
  /** What is there was left by a build that did not end, or by this one. */
  readonly isOurs: boolean;
}

async function listPrefix(storage: Storage, out: string, stateUri: string): Promise<FoundPrefix> {
  const etags = new Map<string, string | undefined>();
  const start = joinUri(out, '');
  let hasHidden = false;
  let hasOwnState = false;
  for await (const { uri, etag } of storage.list(out)) {
    const path = uri.slice(start.length);
    if (!path.startsWith(`${hiddenFolder}/`)) etags.set(path, etag);
    else hasHidden = true;
    if (uri.startsWith(joinUri(stateUri, ''))) hasOwnState = true;
  }
  return { etags, isOurs: hasOwnState || (hasHidden && !etags.has('dataset.json')) };
}

function assertReplaceable({ etags, isOurs }: FoundPrefix, { out, force }: SinkPlace): void {
  if (etags.size > 0 && !isOurs && !force) throw new OutputExistsError(out);
}

async function removeHidden(storage: Storage, out: string, stateUri: string): Promise<void> {
  await removeTree(storage, joinUri(out, hiddenFolder), { keep: joinUri(stateUri, '') });
  await removeBuildState(storage, stateUri);
}
