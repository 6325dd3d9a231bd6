export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What a handler may know: how to find programs, time zone, proxies and certificates; where AWS is and how to ask for
 * the role's own credentials, which a handler on SageMaker needs to call AWS. Keys and tokens that stand in the server's
 * environment itself are not among them.
 */
const passedNames = new Set([
  ...['PATH', 'HOME', 'USER', 'TMPDIR', 'LANG', 'TZ'],
  ...['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'SSL_CERT_DIR'],
  ...['AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_EXECUTION_ENV', 'AWS_CA_BUNDLE'],
  ...['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', 'AWS_CONTAINER_CREDENTIALS_FULL_URI'],
  ...['AWS_CONTAINER_AUTHORIZATION_TOKEN', 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE'],
]);
/** A handler's own settings, the platform's, and locale and endpoint names that come in families. */
const passedPrefixes = ['HANDLER_', 'SAGEMAKER_', 'LC_', 'AWS_ENDPOINT_URL'];

/** @param extraNames further variables to pass */
export function toHandlerEnvironment(
  environment: Environment,
  extraNames: readonly string[] = [],
): Record<string, string> {
  const isPassed = (name: string) =>
    passedNames.has(name.toUpperCase()) ||
    passedPrefixes.some((prefix) => name.startsWith(prefix)) ||
    extraNames.includes(name);
  return Object.fromEntries(
    Object.entries(environment).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && isPassed(entry[0]),
    ),
  );
}
