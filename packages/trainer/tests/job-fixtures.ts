import type { TrainingJobSpec } from '../src/runner/sagemaker/training-job-spec.js';

/** A job that SageMaker would take. */
export const validSpec: TrainingJobSpec = {
  name: 'garden-1',
  image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/detectory-sagemaker-training@sha256:' + 'a'.repeat(64),
  roleArn: 'arn:aws:iam::123456789012:role/service-role/Trainer',
  hyperparameters: { epochs: '3', weights: 'yolov5n.pt' },
  channels: [
    { name: 'training', uri: 's3://photos/dataset/', inputMode: 'File' },
    { name: 'weights', uri: 's3://photos/weights/abc/', inputMode: 'File' },
  ],
  outputUri: 's3://photos/runs',
  instanceType: 'ml.g4dn.xlarge',
  instanceCount: 1,
  volumeSizeGb: 30,
  maxRuntimeSeconds: 3600,
};

/** Every field that the launcher offers. */
export const fullSpec: TrainingJobSpec = {
  ...validSpec,
  image: 'registry.garden.example/detectory-training:7',
  registry: { credentialsArn: 'arn:aws:lambda:us-east-1:123456789012:function:registry-login' },
  channels: [
    {
      name: 'training',
      uri: 's3://photos/labels/output.manifest',
      inputMode: 'Pipe',
      attributeNames: ['source-ref', 'tools', 'tools-metadata'],
    },
    { name: 'weights', uri: 's3://photos/weights/abc/', inputMode: 'File' },
  ],
  isUncompressed: true,
  instanceType: 'ml.p3.8xlarge',
  instanceCount: 2,
  maxPendingSeconds: 7200,
  spot: { maxWaitSeconds: 7200 },
  checkpointUri: 's3://photos/runs/garden-1/checkpoints/',
  keepAliveSeconds: 600,
  network: { subnets: ['subnet-1', 'subnet-2'], securityGroups: ['sg-1'] },
  isIsolated: true,
  encryptsTraffic: true,
  volumeKmsKey: 'alias/disk',
  outputKmsKey: 'arn:aws:kms:us-east-1:123456789012:key/abc',
  environment: { YOLO_VERBOSE: 'true' },
  tags: { team: 'garden' },
  tensorboardUri: 's3://photos/runs/garden-1/tensorboard',
  retryAttempts: 2,
  allowsRemoteDebug: true,
  checksMachines: true,
  experiment: { name: 'garden-tools', trial: 'first' },
};
