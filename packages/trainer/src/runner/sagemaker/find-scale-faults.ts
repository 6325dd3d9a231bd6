import { findInstance } from './instance-types.js';
import type { TrainingJobSpec } from './training-job-spec.js';

type Machines = Pick<TrainingJobSpec, 'instanceType' | 'instanceCount' | 'environment'>;

/** Machines that can't train together what is asked for. */
export function findScaleFaults(
  machines: Machines,
  { batchSize, engine }: { readonly batchSize: number; readonly engine: string },
): string[] {
  return engine === 'ultralytics' ? findEngineFaults(machines, batchSize) : findBatchFaults(machines, batchSize);
}

function findEngineFaults(machines: Machines, batchSize: number): string[] {
  const { instanceType, instanceCount } = machines;
  if (instanceCount > 1 || (countGpus(machines) ?? 1) > 1)
    return [
      `The engine ultralytics trains on one GPU of one machine, not on ${instanceCount} × ${instanceType}. Pass --instance-count 1 and a type with one GPU such as --instance-type ml.g5.xlarge, or --engine yolov5.`,
    ];
  return findBatchFaults(machines, batchSize);
}

/** A batch that the GPUs of these machines can't share. @param batchSize -1 lets YOLOv5 fit the GPU's memory */
export function findBatchFaults(machines: Machines, batchSize: number): string[] {
  const { instanceType, instanceCount } = machines;
  const gpus = countGpus(machines);
  if (gpus === undefined) return [];
  const workers = Math.max(1, gpus) * instanceCount;
  if (gpus === 0 && instanceCount > 1)
    return [
      `${instanceCount} machines of ${instanceType} have no GPU, and YOLOv5 shares a training between GPUs only. Pass --instance-count 1, or a GPU's type such as ml.g4dn.xlarge.`,
    ];
  if (batchSize < 0) return findAutoBatchFaults(gpus, workers, instanceType);
  if (batchSize % workers === 0) return [];
  const nearest = Math.max(workers, Math.round(batchSize / workers) * workers);
  return [
    `--batch ${batchSize} can't be shared evenly by ${workers} GPUs (${instanceCount} × ${instanceType}). Pass --batch ${nearest}.`,
  ];
}

/** Of each machine, as the job counts them: CUDA_VISIBLE_DEVICES hides the others. */
function countGpus({ instanceType, environment }: Machines): number | undefined {
  const gpus = findInstance(instanceType)?.gpus;
  const visible = environment?.['CUDA_VISIBLE_DEVICES'];
  return gpus === undefined || visible === undefined ? gpus : Math.min(gpus, visible.split(',').length);
}

function findAutoBatchFaults(gpus: number, workers: number, instanceType: string): string[] {
  if (gpus === 0)
    return [`--batch auto measures a GPU's memory, and ${instanceType} has no GPU. Pass a number, such as --batch 16.`];
  if (workers > 1)
    return [
      `--batch auto fits one GPU's memory; YOLOv5 can't do so for ${workers} GPUs together. Pass a multiple of ${workers}, such as --batch ${16 * workers}.`,
    ];
  return [];
}
