/** What a machine of SageMaker's brings to a training. */
export interface InstanceFacts {
  readonly gpus: number;
  readonly gpu?: GpuName;
  readonly cpus: number;
  /** On demand, in US dollars; undefined where we don't know it for sure. */
  readonly pricePerHour?: number | undefined;
}

export type GpuName = 'T4' | 'V100' | 'A10G' | 'L4' | 'L40S' | 'A100' | 'H100';

/** Where and when the prices held. AWS changes them, and other regions have others. */
export const pricesAsOf = { region: 'us-east-1', date: '2025' } as const;

/**
 * GPUs and processors by EC2's pages of instance types; prices by https://aws.amazon.com/sagemaker/pricing (Training,
 * on demand), left out where our sources disagree.
 */
export const instanceTypes: Readonly<Record<string, InstanceFacts>> = {
  'ml.m5.large': { gpus: 0, cpus: 2, pricePerHour: 0.115 },
  'ml.m5.xlarge': { gpus: 0, cpus: 4, pricePerHour: 0.23 },
  'ml.m5.2xlarge': { gpus: 0, cpus: 8, pricePerHour: 0.461 },
  'ml.m5.4xlarge': { gpus: 0, cpus: 16, pricePerHour: 0.922 },
  'ml.c5.xlarge': { gpus: 0, cpus: 4, pricePerHour: 0.204 },
  'ml.c5.2xlarge': { gpus: 0, cpus: 8, pricePerHour: 0.408 },
  'ml.c5.4xlarge': { gpus: 0, cpus: 16 },
  'ml.g4dn.xlarge': { gpus: 1, gpu: 'T4', cpus: 4, pricePerHour: 0.736 },
  'ml.g4dn.2xlarge': { gpus: 1, gpu: 'T4', cpus: 8, pricePerHour: 0.94 },
  'ml.g4dn.4xlarge': { gpus: 1, gpu: 'T4', cpus: 16 },
  'ml.g4dn.8xlarge': { gpus: 1, gpu: 'T4', cpus: 32 },
  'ml.g4dn.12xlarge': { gpus: 4, gpu: 'T4', cpus: 48 },
  'ml.g4dn.16xlarge': { gpus: 1, gpu: 'T4', cpus: 64 },
  'ml.g5.xlarge': { gpus: 1, gpu: 'A10G', cpus: 4, pricePerHour: 1.408 },
  'ml.g5.2xlarge': { gpus: 1, gpu: 'A10G', cpus: 8, pricePerHour: 1.515 },
  'ml.g5.4xlarge': { gpus: 1, gpu: 'A10G', cpus: 16, pricePerHour: 2.03 },
  'ml.g5.8xlarge': { gpus: 1, gpu: 'A10G', cpus: 32, pricePerHour: 3.06 },
  'ml.g5.12xlarge': { gpus: 4, gpu: 'A10G', cpus: 48, pricePerHour: 7.09 },
  'ml.g5.16xlarge': { gpus: 1, gpu: 'A10G', cpus: 64 },
  'ml.g5.24xlarge': { gpus: 4, gpu: 'A10G', cpus: 96, pricePerHour: 10.18 },
  'ml.g5.48xlarge': { gpus: 8, gpu: 'A10G', cpus: 192, pricePerHour: 20.36 },
  'ml.g6.xlarge': { gpus: 1, gpu: 'L4', cpus: 4 },
  'ml.g6.2xlarge': { gpus: 1, gpu: 'L4', cpus: 8 },
  'ml.g6.4xlarge': { gpus: 1, gpu: 'L4', cpus: 16 },
  'ml.g6.12xlarge': { gpus: 4, gpu: 'L4', cpus: 48 },
  'ml.g6.48xlarge': { gpus: 8, gpu: 'L4', cpus: 192 },
  'ml.g6e.xlarge': { gpus: 1, gpu: 'L40S', cpus: 4 },
  'ml.g6e.2xlarge': { gpus: 1, gpu: 'L40S', cpus: 8 },
  'ml.g6e.12xlarge': { gpus: 4, gpu: 'L40S', cpus: 48 },
  'ml.g6e.48xlarge': { gpus: 8, gpu: 'L40S', cpus: 192 },
  'ml.p3.2xlarge': { gpus: 1, gpu: 'V100', cpus: 8, pricePerHour: 3.825 },
  'ml.p3.8xlarge': { gpus: 4, gpu: 'V100', cpus: 32, pricePerHour: 14.688 },
  'ml.p3.16xlarge': { gpus: 8, gpu: 'V100', cpus: 64, pricePerHour: 28.152 },
  'ml.p4d.24xlarge': { gpus: 8, gpu: 'A100', cpus: 96 },
  'ml.p5.48xlarge': { gpus: 8, gpu: 'H100', cpus: 192 },
};

/** Families that have no GPU, whatever their size: their other sizes are not in the table. */
const cpuFamily = /^ml\.(t3|m[4-9][a-z]*|c[4-9][a-z]*|r[4-9][a-z]*)\./;

/** @returns undefined for a type that the table doesn't know: then nothing is said about it */
export function findInstance(type: string): (Pick<InstanceFacts, 'gpus'> & Partial<InstanceFacts>) | undefined {
  return instanceTypes[type] ?? (cpuFamily.test(type) ? { gpus: 0 } : undefined);
}

/** Families with NVMe disks, by EC2's "Instance store volumes": SageMaker gives these no volume of its own. */
const localStorageFamily = /^ml\.(g4dn|g5|g6e?|p3dn|p4de?|p5(en?)?|r5d)\./;

/** Whether a type is known to have disks of its own. */
export function hasLocalStorage(type: string): boolean {
  return localStorageFamily.test(type);
}
