import { existsSync } from 'node:fs';
import { createContainerHost } from '@detectory/deployer/docker';
import { UsageError } from '@detectory/terminal';
import type { Runner } from '@detectory/trainer';
import { createDockerRunner, createProcessRunner, loadSageMaker } from '@detectory/trainer/adapters';
import { note } from '../images/note.js';
import { assertTrainingImage } from './find-training-image.js';
import type { PlaceFlags } from './place-flags.js';
import { findSageMakerSettings } from './to-sagemaker-settings.js';

const localImage = 'detectory-sagemaker-training:latest';

/** The runner that `--on` names; AWS's clients are loaded for a job only. */
export async function openRunner(flags: PlaceFlags, out: string): Promise<Runner> {
  if (flags.on === 'process') return createProcessRunner({ openHost: createContainerHost });
  if (flags.on === 'docker') {
    const { image = localImage, shmSize, network } = flags;
    return createDockerRunner({ image, shmSize, network }, createContainerHost());
  }
  const { openSageMaker, createSageMakerRunner } = await loadSageMaker();
  const access = await openSageMaker();
  const settings = await findSageMakerSettings(flags, out, access.region);
  await assertTrainingImage(settings.job.image);
  return createSageMakerRunner(access, settings, { pollMs: flags.poll * 1000, note });
}

/** YOLOv5 fits the batch to a GPU's memory; without one there is nothing to measure. @throws UsageError */
export async function assertAutoBatchFits(batch: string | undefined, { on }: PlaceFlags): Promise<void> {
  if (batch !== 'auto' && batch !== '-1') return;
  // A job's machine is judged with the job.
  if (on === 'sagemaker') return;
  const hasGpu = on === 'docker' ? await createContainerHost().hasGpus() : existsSync('/dev/nvidia0');
  if (!hasGpu)
    throw new UsageError(
      "--batch auto measures a GPU's memory, and there is no GPU here. Pass a number, such as --batch 16.",
    );
}
