export abstract class DeployerError extends Error {
  abstract readonly code: string;
  abstract readonly blame: 'input' | 'config' | 'environment';
}

export class EndpointUnreachableError extends DeployerError {
  override readonly name = 'EndpointUnreachableError';
  readonly code = 'DEPLOYER_ENDPOINT_UNREACHABLE';
  readonly blame = 'environment';
  constructor(url: string, reason: string, options?: ErrorOptions) {
    super(
      `No endpoint answers at ${url} (${reason}). Start one with \`detectory-serve --model …\`, or check the address.`,
      options,
    );
  }
}

/** The endpoint answered, and said no; its own words are passed on. */
export class InvocationRefusedError extends DeployerError {
  override readonly name = 'InvocationRefusedError';
  readonly code = 'DEPLOYER_INVOCATION_REFUSED';
  readonly blame: 'input' | 'environment';
  constructor(
    readonly status: number,
    subject: string,
    answer: string,
  ) {
    super(`The endpoint refused ${subject} with ${status}: ${answer}`);
    this.blame = status < 500 ? 'input' : 'environment';
  }
}

export class EndpointNameInvalidError extends DeployerError {
  override readonly name = 'EndpointNameInvalidError';
  readonly code = 'DEPLOYER_ENDPOINT_NAME_INVALID';
  readonly blame = 'config';
  constructor(name: string) {
    super(
      `"${name}" is no endpoint name; expected 1 to 63 letters, digits and hyphens, beginning and ending with a letter ` +
        'or digit (no underscores, no dots). For an address, begin with http:// or https://.',
    );
  }
}

/** Ctrl-C or SIGTERM while an image is on its way; the name is what exit code 130 is mapped from. */
export class PublishInterruptedError extends DeployerError {
  override readonly name = 'AbortError';
  readonly code = 'DEPLOYER_PUBLISH_INTERRUPTED';
  readonly blame = 'environment';
  constructor(what: string) {
    super(`Interrupted while ${what}. Nothing is half-tagged; run the same command again to go on.`);
  }
}

export class EngineMissingError extends DeployerError {
  override readonly name = 'EngineMissingError';
  readonly code = 'DEPLOYER_ENGINE_MISSING';
  readonly blame = 'environment';
  constructor(options?: ErrorOptions) {
    super(
      'There is no `docker` command on PATH. Install Docker (on Debian: apt install docker.io), then try again.',
      options,
    );
  }
}

export class EngineUnreachableError extends DeployerError {
  override readonly name = 'EngineUnreachableError';
  readonly code = 'DEPLOYER_ENGINE_UNREACHABLE';
  readonly blame = 'environment';
  constructor(address: string) {
    super(`No container engine answers at ${address}. Start Docker, or set DOCKER_HOST to where it listens.`);
  }
}

export class EngineForbiddenError extends DeployerError {
  override readonly name = 'EngineForbiddenError';
  readonly code = 'DEPLOYER_ENGINE_FORBIDDEN';
  readonly blame = 'environment';
  constructor(address: string) {
    super(
      `You may not use the container engine at ${address}. Join its group (sudo usermod -aG docker "$USER", then sign in ` +
        'again), or run a rootless engine.',
    );
  }
}

export class EngineDiskFullError extends DeployerError {
  override readonly name = 'EngineDiskFullError';
  readonly code = 'DEPLOYER_DISK_FULL';
  readonly blame = 'environment';
  constructor(action: string) {
    super(`No space was left on the disk while ${action}. See \`docker system df\`, free some, then try again.`);
  }
}

/** The engine failed in a way that has no message of its own; its last words are passed on. */
export class ContainerEngineError extends DeployerError {
  override readonly name = 'ContainerEngineError';
  readonly code = 'DEPLOYER_ENGINE_FAILED';
  readonly blame = 'environment';
  constructor(action: string, reason: string) {
    super(`The container engine failed while ${action}: ${reason}`);
  }
}

export class RegistryRefusedError extends DeployerError {
  override readonly name = 'RegistryRefusedError';
  readonly code = 'DEPLOYER_REGISTRY_REFUSED';
  readonly blame = 'environment';
  constructor(
    readonly repository: string,
    hint: string,
  ) {
    super(`${repository} refuses you. ${hint}`);
  }
}

export class RegistryUnreachableError extends DeployerError {
  override readonly name = 'RegistryUnreachableError';
  readonly code = 'DEPLOYER_REGISTRY_UNREACHABLE';
  readonly blame = 'environment';
  constructor(
    readonly repository: string,
    reason: string,
    hint = 'Check its name, the network and your proxy settings.',
  ) {
    super(`The registry of ${repository} does not answer (${reason}). ${hint}`);
  }
}

/** The registry answered, with something else than it should. */
export class RegistryFailedError extends DeployerError {
  override readonly name = 'RegistryFailedError';
  readonly code = 'DEPLOYER_REGISTRY_FAILED';
  readonly blame = 'environment';
  constructor(
    readonly repository: string,
    reason: string,
  ) {
    super(`The registry of ${repository} failed: ${reason}.`);
  }
}

export class RepositoryMissingError extends DeployerError {
  override readonly name = 'RepositoryMissingError';
  readonly code = 'DEPLOYER_REPOSITORY_MISSING';
  readonly blame = 'input';
  constructor(readonly repository: string) {
    super(`There is no repository ${repository}. Check --repository; \`detectory-launch images push\` creates ECR's.`);
  }
}

export class RepositoryInvalidError extends DeployerError {
  override readonly name = 'RepositoryInvalidError';
  readonly code = 'DEPLOYER_REPOSITORY_INVALID';
  readonly blame = 'config';
  constructor(repository: string, expected: string) {
    super(
      `"${repository}" is no repository. ${expected}; such as detectory-sagemaker-serving (in ECR) or ` +
        'registry.example.com:5000/team/serving.',
    );
  }
}

/** The repository has the tag and lets nobody write it again; met when two push the same image at once. */
export class TagImmutableError extends DeployerError {
  override readonly name = 'TagImmutableError';
  readonly code = 'DEPLOYER_TAG_IMMUTABLE';
  readonly blame = 'environment';
  constructor(reference: string) {
    super(`${reference} is there already, and its tags are immutable.`);
  }
}

export class AwsSetupError extends DeployerError {
  override readonly name = 'AwsSetupError';
  readonly code = 'DEPLOYER_AWS_SETUP';
  readonly blame = 'environment';
  constructor(found: string, hint: string) {
    super(`AWS can't be asked: ${found}. ${hint}`);
  }
}

/** Every reason at once why SageMaker would refuse an image. */
export class ImageUnfitError extends DeployerError {
  override readonly name = 'ImageUnfitError';
  readonly code = 'DEPLOYER_IMAGE_UNFIT';
  readonly blame = 'input';
  constructor(
    subject: string,
    readonly faults: readonly string[],
    outcome?: string,
  ) {
    super(`SageMaker would refuse ${subject}: ${faults.join('; ')}.${outcome ? ` ${outcome}` : ''}`);
  }
}

export class ImageNotOnEngineError extends DeployerError {
  override readonly name = 'ImageNotOnEngineError';
  readonly code = 'DEPLOYER_IMAGE_NOT_ON_ENGINE';
  readonly blame = 'environment';
  constructor(reference: string, kind: string) {
    super(
      `The engine does not hold ${reference}, which was built before: it was removed, or DOCKER_HOST names another engine. ` +
        `Build it again: npx nx run ${kind}:image --skip-nx-cache`,
    );
  }
}

export class ImageMissingError extends DeployerError {
  override readonly name = 'ImageMissingError';
  readonly code = 'DEPLOYER_IMAGE_MISSING';
  readonly blame = 'environment';
  constructor(readonly reference: string) {
    super(
      `The container engine holds no image ${reference}. Build it in the workspace (detectory-launch images build training), ` +
        'pull it, or name another one with --image.',
    );
  }
}

export class ImageRecordInvalidError extends DeployerError {
  override readonly name = 'ImageRecordInvalidError';
  readonly code = 'DEPLOYER_IMAGE_RECORD_INVALID';
  readonly blame = 'input';
  constructor(file: string, reason: string) {
    super(`${file} does not describe a built image: ${reason}. Delete it and build again.`);
  }
}

export class ImageBuildFailedError extends DeployerError {
  override readonly name = 'ImageBuildFailedError';
  readonly code = 'DEPLOYER_IMAGE_BUILD_FAILED';
  readonly blame = 'environment';
  constructor(kind: string, reason: string) {
    super(`The ${kind} image was not built: \`nx run ${kind}:image\` ${reason}.`);
  }
}

export class WorkspaceNotFoundError extends DeployerError {
  override readonly name = 'WorkspaceNotFoundError';
  readonly code = 'DEPLOYER_WORKSPACE_NOT_FOUND';
  readonly blame = 'input';
  constructor(folder: string) {
    super(
      `Neither ${folder} nor a folder above it is a Detectory workspace (no nx.json with containers/ beside it): images are ` +
        'built from its sources. Change to your clone, or clone it first.',
    );
  }
}
