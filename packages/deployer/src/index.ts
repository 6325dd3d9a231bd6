export { assertEndpointName } from './endpoint-name.js';
export {
  AwsSetupError,
  ContainerEngineError,
  DeployerError,
  EndpointNameInvalidError,
  EndpointUnreachableError,
  EngineDiskFullError,
  EngineForbiddenError,
  EngineMissingError,
  EngineUnreachableError,
  ImageBuildFailedError,
  ImageMissingError,
  ImageNotOnEngineError,
  ImageRecordInvalidError,
  ImageUnfitError,
  InvocationRefusedError,
  PublishInterruptedError,
  RegistryFailedError,
  RegistryRefusedError,
  RegistryUnreachableError,
  RepositoryInvalidError,
  RepositoryMissingError,
  TagImmutableError,
  WorkspaceNotFoundError,
} from './errors.js';
export { type BuiltImage, parseBuiltImage } from './images/built-image.js';
export type { ContainerHost, ContainerRun } from './containers/container-host.js';
export type { ContainerEngine, ImagePush, LocalImage } from './images/container-engine.js';
export { type ImageKind, imageKinds, toLocalName } from './images/image-kind.js';
export type {
  FetchedManifest,
  ImageRegistry,
  OpenRepository,
  PublishedTag,
  RegistryLogin,
  RepositoryAccess,
} from './images/image-registry.js';
export {
  type EcrRepositoryReference,
  parseRepository,
  type PlainRepositoryReference,
  type RepositoryReference,
} from './images/parse-repository.js';
export type { PublishedEntry, PublishedRecord } from './images/published-record.js';
export { type PublishedImage, pushImage, type PushRequest } from './images/push-image.js';
export { type VerifiedImage, verifyImage } from './images/verify-image.js';
export { type InvocationRecord, type InvocationRequest, invokeEndpoint, toInvocationUrl } from './invoke-endpoint.js';
