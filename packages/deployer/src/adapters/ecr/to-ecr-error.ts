import {
  AwsSetupError,
  DeployerError,
  PublishInterruptedError,
  RegistryFailedError,
  RegistryRefusedError,
  RegistryUnreachableError,
  RepositoryInvalidError,
  RepositoryMissingError,
} from '../../errors.js';

interface AwsErrorShape {
  readonly name: string;
  readonly code?: string;
  readonly message: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

const networkCodes = /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|TimeoutError)$/;
const credentialNames =
  /^(ExpiredToken|UnrecognizedClient|InvalidAccessKeyId|InvalidSignature|SignatureDoesNotMatch|IncompleteSignature|MissingAuthenticationToken)/;

/**
 * The SDK's error as one of ours. What AWS wrote is left out: it may name accounts and keys.
 * @param action ECR's own name of what was asked, such as `CreateRepository`: the permission has the same
 */
export function toEcrError(error: unknown, repository: string, action: string): DeployerError {
  if (error instanceof DeployerError) return error;
  const { name, code = '', message, $metadata } = asAwsError(error);
  const status = $metadata?.httpStatusCode;
  if (name === 'AbortError') return new PublishInterruptedError('asking ECR');
  if (name === 'CredentialsProviderError' || name === 'TokenProviderError')
    return new AwsSetupError('no credentials were found', 'Set AWS_PROFILE, or sign in (aws sso login).');
  if (credentialNames.test(name))
    return new AwsSetupError(
      `it did not take your credentials (${name})`,
      'Set AWS_PROFILE, or sign in again (aws sso login).',
    );
  if (status === undefined && /region/i.test(message))
    return new AwsSetupError('no region is set', 'Set AWS_REGION, or a region in your AWS profile.');
  if (name === 'RepositoryNotFoundException') return new RepositoryMissingError(repository);
  if (name === 'InvalidParameterException')
    return new RepositoryInvalidError(
      repository,
      'ECR does not take this name: expected lower-case letters, digits and . _ - /',
    );
  if (name === 'AccessDeniedException' || status === 403)
    return new RegistryRefusedError(repository, `ECR answered 403: your role needs ecr:${action} there.`);
  if (networkCodes.test(code) || networkCodes.test(name))
    return new RegistryUnreachableError(
      repository,
      code || name,
      'Check the network, AWS_REGION and AWS_ENDPOINT_URL.',
    );
  return new RegistryFailedError(repository, `ECR answered ${status ?? 'nothing'} to ${action} (${name})`);
}

function asAwsError(error: unknown): AwsErrorShape {
  return error instanceof Error ? error : { name: 'Error', message: String(error) };
}

export function isNamed(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name;
}
