import { TrainerError } from '../../errors.js';
import { SageMakerRefusedError } from '../../runner/run-errors.js';

interface AwsErrorShape {
  readonly name: string;
  readonly code?: string;
  readonly message: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

type Meaning = readonly [
  (error: AwsErrorShape) => boolean,
  (error: AwsErrorShape, action: string) => SageMakerRefusedError,
];

const environment = (code: string, message: string) => new SageMakerRefusedError(code, 'environment', message);
const config = (code: string, message: string) => new SageMakerRefusedError(code, 'config', message);

const networkCodes =
  /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EPIPE|TimeoutError)$/;
const credentialNames =
  /^(CredentialsProviderError|TokenProviderError|ExpiredToken|UnrecognizedClient|InvalidAccessKeyId|InvalidSignature|SignatureDoesNotMatch|IncompleteSignature|MissingAuthenticationToken)/;

/** What AWS says, with what to do; the first that fits decides. Its messages on quotas, roles and channels are its own. */
const meanings: readonly Meaning[] = [
  [
    ({ name }) => credentialNames.test(name),
    ({ name }) =>
      environment(
        'CREDENTIALS',
        `AWS did not take your credentials (${name}). Set AWS_PROFILE, or sign in (aws sso login).`,
      ),
  ],
  [
    ({ message, $metadata }) => $metadata?.httpStatusCode === undefined && /region is missing|no region/i.test(message),
    () => environment('REGION', 'No AWS region is set. Set AWS_REGION, or a region in your AWS profile.'),
  ],
  [({ name }) => /^ResourceLimitExceeded/.test(name), ({ message }) => explainQuota(message)],
  [
    ({ name }) => /^ResourceInUse/.test(name),
    ({ message }) =>
      config(
        'NAME_TAKEN',
        `A job of this name exists already; names are taken for good. Pass another --name. AWS says: ${message}`,
      ),
  ],
  [
    ({ name, $metadata }) => /^AccessDenied/.test(name) || $metadata?.httpStatusCode === 403,
    ({ message }, action) => explainDenial(message, action),
  ],
  [({ message }) => /assume role|AssumeRole/i.test(message), ({ message }) => explainRole(message)],
  [
    ({ message }) => /no s3 objects found/i.test(message),
    ({ message }) =>
      config(
        'CHANNEL_EMPTY',
        `A channel holds nothing. Check the s3:// URI of --data and --weights letter by letter. AWS says: ${message}`,
      ),
  ],
  [
    ({ name }) => /throttl|TooManyRequests/i.test(name),
    (_, action) =>
      environment(
        'BUSY',
        `AWS asks for fewer requests, and still did after several tries while ${action}. Wait a minute, then try again.`,
      ),
  ],
  [
    ({ $metadata }) => ($metadata?.httpStatusCode ?? 0) >= 500,
    ({ name, $metadata }, action) =>
      environment(
        'BUSY',
        `AWS answered ${$metadata?.httpStatusCode} (${name}), and still did after several tries while ${action}. Wait a minute, then try again.`,
      ),
  ],
  [
    ({ name, code = '' }) => networkCodes.test(code) || networkCodes.test(name),
    ({ name, code }, action) =>
      environment(
        'UNREACHABLE',
        `AWS can't be reached while ${action} (${code ?? name}). Check the network, AWS_REGION and AWS_ENDPOINT_URL.`,
      ),
  ],
  [
    ({ name }) => /^Validation/.test(name),
    ({ message }, action) => config('REFUSED', `SageMaker refused it while ${action}: ${message}`),
  ],
];

/**
 * The SDK's error as one of ours.
 * @param action what was being done, such as `creating the job`
 */
export function toSageMakerError(error: unknown, action: string): Error {
  if (error instanceof TrainerError || (error instanceof Error && error.name === 'AbortError')) return error;
  const shape: AwsErrorShape = error instanceof Error ? error : { name: 'Error', message: String(error) };
  const [, explain] = meanings.find(([fits]) => fits(shape)) ?? [];
  if (explain) return explain(shape, action);
  return environment(
    'FAILED',
    `AWS answered ${shape.$metadata?.httpStatusCode ?? 'nothing'} (${shape.name}) while ${action}. Try again.`,
  );
}

/** "The account-level service limit 'ml.p3.2xlarge for training job usage' is 0 Instances, with current utilization of …" */
function explainQuota(message: string): SageMakerRefusedError {
  const [, quota = 'of this instance type', limit = '0'] = /limit '([^']+)' is (\d+)/.exec(message) ?? [];
  return environment(
    'QUOTA',
    `Your account's quota "${quota}" is ${limit}. Ask for more in the AWS console: Service Quotas, Amazon SageMaker, "${quota}" ` +
      '(an answer takes hours to days; quotas of endpoints and of spot are others). Or pass another --instance-type, or wait for a job to end.',
  );
}

function explainDenial(message: string, action: string): SageMakerRefusedError {
  const [, permission = 'the permission for it'] = /to perform: ([\w:]+)/.exec(message) ?? [];
  const pass = permission === 'iam:PassRole' ? ' on the role that --role names' : '';
  return environment(
    'FORBIDDEN',
    `You may not do this: ${action} needs ${permission}${pass}. Add it to your own user or role (not to the job's), or use another AWS_PROFILE.`,
  );
}

function explainRole(message: string): SageMakerRefusedError {
  const [, role = 'that --role names'] = /(arn:aws[\w:/+=,.@-]+)/.exec(message) ?? [];
  return environment(
    'ROLE',
    `SageMaker can't use the role ${role}. Check that it exists (aws iam get-role), and that its trust policy lets sagemaker.amazonaws.com assume it.`,
  );
}

/**
 * Whether AWS answers that there is no job of this name: SageMaker as a ValidationException, "Requested resource not found.";
 * emulators say more. Credentials that are not found on this machine are another matter.
 */
export function isMissing(error: unknown): boolean {
  if (isNamed(error, 'ResourceNotFound')) return true;
  return isNamed(error, 'ValidationException') && /not (be )?found|could not find/i.test((error as Error).message);
}

export function isNamed(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name;
}
