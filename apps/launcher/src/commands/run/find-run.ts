import { createContainerHost } from '@detectory/deployer/docker';
import { RunNotFoundError, type StartedRun } from '@detectory/trainer';
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

/**
 * A run by its folder, or a SageMaker training or tuning job by its name. A name with a slash, and one whose folder is here, is
 * a run on this machine.
 * @throws RunNotFoundError
 */
export async function findRun(reference: string, { out, pollMs }: FindRunOptions): Promise<FoundRun> {
  const local = await findLocal(reference);
  if (local) return { kind: 'run', run: local };
  const { attachJob, findTuningJob, openSageMaker } = await loadSageMaker();
  const access = await openSageMaker();
  try {
    return { kind: 'run', run: await attachJob(access, reference, { out, pollMs, note }) };
  } catch (error) {
    if (!(error instanceof RunNotFoundError) || !(await findTuningJob(access, reference))) throw error;
    return { kind: 'tuning', name: reference, access };
  }
}

async function findLocal(reference: string): Promise<StartedRun | undefined> {
  const isPath = /[/\\]/.test(reference);
  try {
    return await attachLocalRun(reference.replace(/\/$/, ''), createContainerHost);
  } catch (error) {
    if (error instanceof RunNotFoundError && !isPath) return undefined;
    throw error;
  }
}
