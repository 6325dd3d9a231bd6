import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { extractArchive, outputArchiveLimits } from '@detectory/inference-core/model-folder';
import { createStorage, FileNotFoundError, joinUri } from '@detectory/storage';
import type { RunRecord } from '../../report/run-record.js';

const recordFile = 'run.json';

/**
 * run.json of what a run left beside its model: a folder here or on S3, or a job's output.tar.gz.
 * @throws StorageError; ModelInvalidError for an archive that is damaged
 */
export async function readRunRecord(output: string): Promise<RunRecord> {
  if (!output.endsWith('.tar.gz')) return findRecord(output);
  const folder = await mkdtemp(join(tmpdir(), 'detectory-output-'));
  try {
    const archive = join(folder, 'output.tar.gz');
    await createStorage().copy(output, archive);
    const isWanted = (path: string): boolean => basename(path) === recordFile;
    const options = { temporaryFolder: folder, isWanted, limits: outputArchiveLimits };
    const extracted = await extractArchive(archive, output, options);
    return await findRecord(extracted.folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** SageMaker keeps /opt/ml/output, where ours stands in `data`. */
async function findRecord(output: string): Promise<RunRecord> {
  try {
    return await readRecord(joinUri(output, recordFile));
  } catch (error) {
    if (!(error instanceof FileNotFoundError)) throw error;
    return readRecord(joinUri(output, `data/${recordFile}`));
  }
}

async function readRecord(uri: string): Promise<RunRecord> {
  const bytes = await createStorage().readBytes(uri);
  return JSON.parse(Buffer.from(bytes).toString('utf8')) as RunRecord;
}
