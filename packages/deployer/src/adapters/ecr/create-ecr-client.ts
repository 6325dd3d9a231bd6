import { ECRClient } from '@aws-sdk/client-ecr';

export interface EcrClientOptions {
  /** Default: the one that AWS's own settings name. */
  readonly region?: string | undefined;
  /** Ends the requests that are under way. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * A client with AWS's own chain of credentials and regions. `AWS_ENDPOINT_URL_ECR` or `AWS_ENDPOINT_URL`, which the SDK
 * reads itself, names an emulator.
 */
export function createEcrClient({ region, signal }: EcrClientOptions = {}): ECRClient {
  // The SDK's warning that its future versions will need a newer Node; the one pinned here does not.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const emulated = Boolean(process.env['AWS_ENDPOINT_URL_ECR'] ?? process.env['AWS_ENDPOINT_URL']);
  const chosen = region ?? process.env['AWS_REGION'] ?? process.env['AWS_DEFAULT_REGION'];
  const client = new ECRClient({
    maxAttempts: 5,
    requestHandler: { connectionTimeout: 10_000 },
    ...(chosen ? { region: chosen } : emulated ? { region: 'us-east-1' } : {}),
  });
  if (signal) endRequestsWith(client, signal);
  return client;
}

/** The SDK takes a signal with each request; here all of a command's requests end with the command. */
function endRequestsWith(client: ECRClient, abortSignal: AbortSignal): void {
  const { requestHandler } = client.config;
  const handle = requestHandler.handle.bind(requestHandler);
  requestHandler.handle = (request, options) => handle(request, { ...options, abortSignal });
}
