import {
  ContainerEngineError,
  type DeployerError,
  EngineDiskFullError,
  EngineForbiddenError,
  EngineUnreachableError,
  ImageMissingError,
  RegistryRefusedError,
  RegistryUnreachableError,
  RepositoryMissingError,
  TagImmutableError,
} from '../../errors.js';

export interface DockerFailure {
  readonly stderr: string;
  /** What was being done, such as `pushing the image`. */
  readonly action: string;
  /** Where the engine listens. */
  readonly address: string;
  /** `host/path:tag`, where a registry takes part. */
  readonly reference?: string | undefined;
  /** What must never be repeated. */
  readonly secret?: string | undefined;
}

/** The words of Docker's client and engine, 20.10 to 29; the first that fits decides. */
const meanings: readonly (readonly [RegExp, (failure: DockerFailure, repository: string) => DeployerError])[] = [
  [
    /permission denied while trying to connect|dial unix .*: permission denied/i,
    ({ address }) => new EngineForbiddenError(address),
  ],
  [
    /cannot connect to the docker daemon|failed to connect to the docker api|error during connect|is the docker daemon running/i,
    ({ address }) => new EngineUnreachableError(address),
  ],
  [
    /no such image|unable to find image/i,
    ({ stderr }) => new ImageMissingError(/image:? '?([^\s']+)/i.exec(stderr)?.[1] ?? 'of that name'),
  ],
  [/no space left on device|disk quota exceeded/i, ({ action }) => new EngineDiskFullError(action)],
  [/cannot be overwritten|\bis immutable\b/i, ({ reference }) => new TagImmutableError(reference ?? 'The tag')],
  [
    /name unknown|repository .* does not exist|repository .* not found/i,
    (_, repository) => new RepositoryMissingError(repository),
  ],
  [
    /denied|unauthorized|no basic auth credentials|authentication required|\b40[13]\b|forbidden|incorrect username or password/i,
    ({ stderr }, repository) =>
      new RegistryRefusedError(
        repository,
        `Sign in to it, or ask for the right to push there. It says: ${lastLine(stderr)}`,
      ),
  ],
  [
    /connection refused|no such host|timeout|timed out|deadline exceeded|network is unreachable|no route to host|tls:|x509:|http response to https|proxyconnect|connection reset|unexpected EOF/i,
    ({ stderr }, repository) => new RegistryUnreachableError(repository, lastLine(stderr)),
  ],
];

/** What docker wrote on stderr as one of our errors, its secrets left out. */
export function toDockerError(failure: DockerFailure): DeployerError {
  const stderr = failure.secret ? failure.stderr.replaceAll(failure.secret, '[redacted]') : failure.stderr;
  const repository = failure.reference?.replace(/:[^/:]*$/, '') ?? 'the registry';
  const [, create] = meanings.find(([pattern]) => pattern.test(stderr)) ?? [];
  if (create) return create({ ...failure, stderr }, repository);
  return new ContainerEngineError(failure.action, lastLine(stderr) || 'it said nothing.');
}

function lastLine(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  return (
    lines
      .filter((line) => line !== '' && !/^(WARNING|See 'docker|Run 'docker)/.test(line))
      .at(-1)
      ?.slice(0, 400) ?? ''
  );
}
