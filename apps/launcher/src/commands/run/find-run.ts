import { join } from 'node:path';
import { createContainerHost } from '@detectory/deployer/docker';
import { isS3Uri } from '@detectory/storage';
import { RunNotFoundError, SageMakerRefusedError, type StartedRun } from '@detectory/trainer';
import { attachLocalRun, loadSageMaker } from '@detectory/trainer/adapters';
import type { SageMakerAccess } from '@detectory/trainer/sagemaker';
import { note } from '../images/note.js';

export interface FindRunOptions {
  readonly out: string;
  readonly pollMs: number;
}

export type FoundRun =
  | { readonly kind: 'run'; readonly run: StartedRun }
  | { readonly kind: 'tuning'; readonly name: string; readonly access: SageMakerAccess };

/** Where `train` makes runs unless `--out` says otherwise. */
const usualOut = 'runs';

/**
 * A run by its folder, or a SageMaker training or tuning job by its name. A name with a slash, and one whose folder is here, is
 * a run on this machine; so is one whose folder is in `out`, where no such job can be found.
 * @throws RunNotFoundError
 */
export async function findRun(reference: string, options: FindRunOptions): Promise<FoundRun> {
  const isPath = /[/\\]/.test(reference);
  const local = await findLocal(reference, isPath);
  if (local) return local;
  try {
    return await findJob(reference, options);
  } catch (error) {
    if (!(error instanceof RunNotFoundError || error instanceof SageMakerRefusedError)) throw error;
    const inOut = join(isS3Uri(options.out) ? usualOut : options.out, reference);
    const found = await findLocal(inOut, false);
    if (found) return found;
    throw error.code === 'TRAINER_AWS_REGION' ? withoutRegion(reference, inOut) : error;
  }
}

/** @param mustBe whether there is nowhere else to look */
async function findLocal(folder: string, mustBe: boolean): Promise<FoundRun | undefined> {
  try {
    return { kind: 'run', run: await attachLocalRun(folder.replace(/\/$/, ''), createContainerHost) };
  } catch (error) {
    if (error instanceof RunNotFoundError && !mustBe) return undefined;
    throw error;
  }
}

async function findJob(reference: string, { out, pollMs }: FindRunOptions): Promise<FoundRun> {
  const { attachJob, findTuningJob, openSageMaker } = await loadSageMaker();
  const access = await openSageMaker();
  try {
    return { kind: 'run', run: await attachJob(access, reference, { out, pollMs, note }) };
  } catch (error) {
    if (!(error instanceof RunNotFoundError) || !(await findTuningJob(access, reference))) throw error;
    return { kind: 'tuning', name: reference, access };
  }
}

function withoutRegion(reference: string, inOut: string): RunNotFoundError {
  return new RunNotFoundError(
    reference,
    `neither ${reference} nor ${inOut} is the folder of one here, and no AWS region is set to look for a job in (AWS_REGION, or a region ` +
      'in your AWS profile)',
  );
}
