import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { toSageMakerError } from './to-sagemaker-error.js';

/** SageMaker's API and its jobs' logs, in one region. */
export interface SageMakerAccess {
  readonly sagemaker: SageMakerClient;
  readonly logs: CloudWatchLogsClient;
  readonly region: string;
}

/** Enough for a busy minute of an account that starts many jobs. */
const maxAttempts = 8;

/**
 * Clients with AWS's own chain of credentials and regions. `AWS_ENDPOINT_URL`, and its forms for each service, which the SDK
 * reads itself, name an emulator.
 * @throws SageMakerRefusedError when no region is set
 */
export async function openSageMaker(environment: NodeJS.ProcessEnv = process.env): Promise<SageMakerAccess> {
  // The SDK's warning that its future versions will need a newer Node; the one pinned here does not.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const emulated = Boolean(environment['AWS_ENDPOINT_URL'] ?? environment['AWS_ENDPOINT_URL_SAGEMAKER']);
  const region = environment['AWS_REGION'] ?? environment['AWS_DEFAULT_REGION'] ?? (emulated ? 'us-east-1' : undefined);
  const settings = {
    maxAttempts,
    retryMode: 'standard',
    requestHandler: { connectionTimeout: 10_000, requestTimeout: 60_000 },
    ...(region ? { region } : {}),
  };
  const sagemaker = new SageMakerClient(settings);
  const found = await sagemaker.config.region().catch((error: unknown) => {
    throw toSageMakerError(error, 'finding the region');
  });
  return { sagemaker, logs: new CloudWatchLogsClient({ ...settings, region: found }), region: found };
}
