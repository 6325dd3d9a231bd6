import { ImageNotOnEngineError, ImageUnfitError, RegistryFailedError, TagImmutableError } from '../errors.js';
import type { BuiltImage } from './built-image.js';
import type { ContainerEngine } from './container-engine.js';
import { findManifestFaults, findPlatformFaults } from './find-image-faults.js';
import type { ImageKind } from './image-kind.js';
import type { FetchedManifest, OpenRepository } from './image-registry.js';
import { type VerifiedImage, verifyImage } from './verify-image.js';

export interface PushRequest {
  readonly kind: ImageKind;
  readonly image: BuiltImage;
  readonly repository: OpenRepository;
  readonly engine: ContainerEngine;
  /** What a person may want to know meanwhile. */
  readonly note: (text: string) => void;
  readonly signal?: AbortSignal | undefined;
}

export interface PublishedImage extends VerifiedImage {
  readonly kind: ImageKind;
  readonly repository: string;
  readonly tag: string;
  /** `repository@sha256:…`: what a deployment names. */
  readonly uri: string;
  /** False where the repository had the tag already, and nothing was sent. */
  readonly pushed: boolean;
}

/**
 * Brings an image to a repository unless its tag is there, and checks what the repository then keeps. A registry writes
 * the tag last, so an interrupted push leaves none; an image that turns out unfit is taken out again.
 * @throws ImageUnfitError, ImageNotOnEngineError, and what the engine and the registry throw
 */
export async function pushImage(request: PushRequest): Promise<PublishedImage> {
  const { registry, uri: repository } = request.repository;
  const { tag } = request.image;
  const found = await registry.fetchManifest(tag);
  if (found) request.note(`${repository}:${tag.slice(0, 12)} is there already: nothing is pushed.`);
  const { manifest, pushed } = found ? { manifest: found, pushed: false } : await upload(request);
  const verified = await verify(request, manifest, pushed);
  for (const warning of verified.warnings) request.note(`warning: ${warning}`);
  return { kind: request.kind, repository, tag, uri: `${repository}@${verified.digest}`, pushed, ...verified };
}

async function upload(request: PushRequest): Promise<{ manifest: FetchedManifest; pushed: boolean }> {
  const { image, repository, engine, signal } = request;
  const source = `${image.name}:${image.tag}`;
  const target = `${repository.uri}:${image.tag}`;
  await assertFitOnEngine(request, source);
  const pushed = await engine.push({ source, target, login: repository.login, signal }).then(
    () => true,
    (error: unknown) => {
      // Somebody else pushed the same content in the meantime.
      if (error instanceof TagImmutableError) return false;
      throw error;
    },
  );
  const manifest = await repository.registry.fetchManifest(image.tag);
  if (!manifest) throw new RegistryFailedError(repository.uri, `the push ended well, yet there is no tag ${image.tag}`);
  return { manifest, pushed };
}

/** An immutable tag can't be put right afterwards, so all that can be known before is. */
async function assertFitOnEngine({ kind, engine }: PushRequest, source: string): Promise<void> {
  const local = await engine.inspectImage(source);
  if (!local) throw new ImageNotOnEngineError(source, kind);
  const faults = [
    ...(local.mediaType ? findManifestFaults(local.mediaType, kind) : []),
    ...findPlatformFaults(local, kind),
  ];
  if (faults.length > 0) throw new ImageUnfitError(source, faults, 'Nothing was pushed.');
}

async function verify(request: PushRequest, manifest: FetchedManifest, pushed: boolean): Promise<VerifiedImage> {
  const { registry, uri } = request.repository;
  const subject = `${uri}@${manifest.digest}`;
  try {
    return await verifyImage(registry, manifest, { kind: request.kind, subject });
  } catch (error) {
    if (!(error instanceof ImageUnfitError)) throw error;
    const advice = `Delete it from the repository, so that tag ${request.image.tag} is free again.`;
    if (!pushed) throw new ImageUnfitError(subject, error.faults, `It was there before. ${advice}`);
    const removed = await registry.removeImage(manifest.digest).then(
      () => true,
      () => false,
    );
    throw new ImageUnfitError(subject, error.faults, removed ? 'It was taken out of the repository again.' : advice);
  }
}
