import { existsSync } from 'node:fs';
import { createContainerHost } from '@detectory/deployer/docker';
import { type AttachedRun, RunNotFoundError, SageMakerRefusedError } from '@detectory/trainer';
import { attachLocalRun, loadSageMaker } from '@detectory/trainer/adapters';
import type { SageMakerAccess } from '@detectory/trainer/sagemaker';
import { note } from '../images/note.js';
import { toFolderInOut } from './to-run-folder.js';

export interface FindRunOptions {
  readonly out: string;
  readonly pollMs: number;
  /** Where AWS can't be asked, a run that has ended doesn't count: a job of its name may go on, and is what is meant. */
  readonly underWay?: boolean;
}

interface FoundOneRun {
  readonly kind: 'run';
  readonly run: AttachedRun;
}

export type FoundRun =
  FoundOneRun | { readonly kind: 'tuning'; readonly name: string; readonly access: SageMakerAccess };

/**
 * A run by its folder, or a SageMaker training or tuning job by its name. A name with a slash, and one whose folder is here, is
 * a run on this machine; so is one whose folder is in `out`, where no such job can be found.
 * @throws RunNotFoundError, SageMakerRefusedError
 */
export async function findRun(reference: string, options: FindRunOptions): Promise<FoundRun> {
  const isPath = /[/\\]/.test(reference);
  const local = await findLocal(reference, isPath);
  if (local) return local;
  try {
    return await findJob(reference, options);
  } catch (error) {
    if (!(error instanceof RunNotFoundError || error instanceof SageMakerRefusedError)) throw error;
    const inOut = toFolderInOut(reference, options.out);
    const found = await findLocal(inOut, false);
    if (!found) throw error.code === 'TRAINER_AWS_REGION' ? withoutRegion(reference, inOut) : error;
    if (error instanceof SageMakerRefusedError && options.underWay && !found.run.isUnderWay)
      throw withEndedRun(error, reference, inOut);
    const why = error instanceof RunNotFoundError ? `AWS knows no job ${reference}` : error.message;
    note(`${reference} is taken for the run ${inOut} on this machine: ${why.replace(/\.?$/, '.')}`);
    return found;
  }
}

/** @param mustBe whether there is nowhere else to look */
async function findLocal(folder: string, mustBe: boolean): Promise<FoundOneRun | undefined> {
  try {
    return { kind: 'run', run: await attachLocalRun(folder.replace(/\/$/, ''), createContainerHost) };
  } catch (error) {
    // A folder that is here and is no run, such as a search's, is what was meant: the error says what it is.
    if (error instanceof RunNotFoundError && !mustBe && !existsSync(folder)) return undefined;
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

/** The run here that could be meant has nothing to stop. */
function withEndedRun(
  { code, blame, message }: SageMakerRefusedError,
  name: string,
  inOut: string,
): SageMakerRefusedError {
  return new SageMakerRefusedError(
    code.replace('TRAINER_AWS_', ''),
    blame,
    `${message.replace(/\.?$/, '.')} Nothing was stopped: whether there is a job ${name} is not known, and the run ${inOut} on this ` +
      'machine has ended. If that one is meant, give its path.',
  );
}
