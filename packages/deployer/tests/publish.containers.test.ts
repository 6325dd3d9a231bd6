import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createDockerEngine } from '../src/adapters/docker/index.js';
import { openEcr } from '../src/adapters/ecr/index.js';
import { createHttpRegistry, openPlainRepository } from '../src/adapters/registry/index.js';
import {
  type BuiltImage,
  EngineUnreachableError,
  ImageNotOnEngineError,
  ImageUnfitError,
  type PublishedImage,
  PublishInterruptedError,
  pushImage,
  RegistryRefusedError,
  RegistryUnreachableError,
} from '../src/index.js';
import { importImage, namesOf, removeImage } from './engine-image.js';
import { type EcrServer, startEcr } from './start-ecr.js';
import { type Registry, registryLogin, startRegistry } from './start-registry.js';
import { startStallingProxy } from './start-stalling-proxy.js';

const engine = createDockerEngine({ progress: 'ignore' });
const saved = { ...process.env };
const images: BuiltImage[] = [];
let open: Registry;
let guarded: Registry;

function createImage(options?: Parameters<typeof importImage>[0]): BuiltImage {
  const image = importImage(options);
  images.push(image);
  return image;
}

async function push(image: BuiltImage, host: string, signal?: AbortSignal): Promise<PublishedImage> {
  const repository = await openPlainRepository({ kind: 'registry', host, path: 'team/serving' }, signal);
  return pushImage({ kind: 'serving', image, repository, engine, note: () => undefined, signal });
}

async function loginFolders(): Promise<readonly string[]> {
  return (await readdir(tmpdir())).filter((name) => name.startsWith('detectory-login-'));
}

beforeAll(async () => {
  process.env['DOCKER_CONFIG'] = '/nonexistent';
  [open, guarded] = await Promise.all([startRegistry(), startRegistry({ withPassword: true })]);
}, 60_000);

afterEach(async () => {
  process.env = { ...saved, DOCKER_CONFIG: '/nonexistent' };
  expect(await loginFolders()).toEqual([]);
});

afterAll(async () => {
  process.env = saved;
  for (const image of images) removeImage(image);
  await Promise.all([open?.stop(), guarded?.stop()]);
});

describe('publishing to a plain registry', () => {
  it('pushes, checks, answers the digest, and leaves no name behind on this machine', async () => {
    const image = createImage();
    const published = await push(image, open.host);
    expect(published).toMatchObject({
      pushed: true,
      mediaType: 'application/vnd.docker.distribution.manifest.v2+json',
      platform: 'linux/amd64',
    });
    expect(published.uri).toMatch(/^127\.0\.0\.1:\d+\/team\/serving@sha256:[0-9a-f]{64}$/);
    expect(published.sizeBytes).toBeGreaterThan(1000);
    expect(namesOf(image)).toEqual([`detectory-publish-test:${image.tag}`]);

    expect(await push(image, open.host)).toMatchObject({ pushed: false, uri: published.uri });
    const tags = await createHttpRegistry({ host: open.host, path: 'team/serving' }).listTags();
    expect(tags).toContainEqual({ tag: image.tag, digest: published.digest });
  }, 60_000);

  it.each([
    ['for another machine', { architecture: 'arm64' }, /linux\/arm64.*Nothing was pushed/],
    ["without SageMaker's labels", { labels: {} }, /accept-bind-to-port=true.*Nothing was pushed/],
  ])(
    'refuses an image %s before anything is sent',
    async (_, options, text) => {
      const image = createImage(options);
      const refused = push(image, open.host);
      await expect(refused).rejects.toThrow(ImageUnfitError);
      await expect(refused).rejects.toThrow(text);
      const registry = createHttpRegistry({ host: open.host, path: 'team/serving' });
      expect(await registry.fetchManifest(image.tag)).toBeUndefined();
    },
    60_000,
  );

  it('says that the engine does not hold what was built', async () => {
    const gone = { ...createImage(), tag: 'f'.repeat(64) };
    await expect(push(gone, open.host)).rejects.toThrow(ImageNotOnEngineError);
  });

  it('leaves no tag anywhere when a push is interrupted, and goes on the next time', async () => {
    const image = createImage({ sizeBytes: 8_000_000 });
    const proxy = await startStallingProxy(open.host, 1_000_000);
    const controller = new AbortController();
    const interrupted = push(image, proxy.host, controller.signal);
    void proxy.stalled.then(() => controller.abort());
    await expect(interrupted).rejects.toThrow(PublishInterruptedError);
    proxy.stop();
    const registry = createHttpRegistry({ host: open.host, path: 'team/serving' });
    expect(await registry.fetchManifest(image.tag)).toBeUndefined();
    expect(namesOf(image)).toEqual([`detectory-publish-test:${image.tag}`]);
    expect(await push(image, open.host)).toMatchObject({ pushed: true });
  }, 60_000);

  it('says that no registry answers, to the engine as well', async () => {
    const image = createImage();
    await expect(push(image, '127.0.0.1:9')).rejects.toThrow(RegistryUnreachableError);
    const source = `${image.name}:${image.tag}`;
    const refused = engine.push({ source, target: `127.0.0.1:9/team/serving:${image.tag}` });
    await expect(refused).rejects.toThrow(RegistryUnreachableError);
    expect(namesOf(image)).toEqual([source]);
  }, 60_000);
});

describe('publishing to a registry with passwords', () => {
  it('says once how to sign in', async () => {
    const refused = push(createImage(), guarded.host);
    await expect(refused).rejects.toThrow(RegistryRefusedError);
    await expect(refused).rejects.toThrow(/refuses you.*401.*docker login/);
  });

  it('says what the registry says to the engine, and never the password', async () => {
    const image = createImage();
    const source = `${image.name}:${image.tag}`;
    const target = `${guarded.host}/team/serving:${image.tag}`;
    const login = { host: guarded.host, username: 'AWS', password: 'wrong-horse' };
    for (const given of [login, undefined]) {
      const refused = engine.push({ source, target, login: given });
      await expect(refused).rejects.toThrow(RegistryRefusedError);
      await expect(refused).rejects.not.toThrow(/wrong-horse/);
    }
    expect(namesOf(image)).toEqual([source]);
  }, 60_000);

  it('signs in with what the environment gives', async () => {
    process.env['DETECTORY_REGISTRY_USERNAME'] = registryLogin.username;
    process.env['DETECTORY_REGISTRY_PASSWORD'] = registryLogin.password;
    expect(await push(createImage(), guarded.host)).toMatchObject({ pushed: true, platform: 'linux/amd64' });
  }, 60_000);
});

describe('publishing to ECR', () => {
  let ecr: EcrServer;
  afterAll(() => ecr?.stop());

  it('creates the repository, signs in with its token, pushes, and checks by its API', async () => {
    ecr = await startEcr();
    Object.assign(process.env, {
      AWS_ENDPOINT_URL_ECR: ecr.url,
      AWS_ACCESS_KEY_ID: 'testing',
      AWS_SECRET_ACCESS_KEY: 'testing',
      AWS_REGION: 'us-east-1',
    });
    keepImagesAt(ecr, guarded.host);
    const image = createImage();
    const repository = await (await openEcr({ kind: 'ecr', name: image.name })).ensure(() => undefined);
    const published = await pushImage({ kind: 'serving', image, repository, engine, note: () => undefined });
    expect(published.uri).toMatch(`${guarded.host}/${image.name}@sha256:`);
    expect(published.pushed).toBe(true);
    expect(ecr.operations).toEqual([
      'GetAuthorizationToken',
      'DescribeRepositories',
      'CreateRepository',
      'PutLifecyclePolicy',
      'BatchGetImage',
      'BatchGetImage',
      'GetDownloadUrlForLayer',
    ]);
  }, 60_000);
});

/** Moto describes the repositories; a real registry with a password takes the images, and its token is that password. */
function keepImagesAt(ecr: EcrServer, host: string): void {
  const { username, password } = registryLogin;
  ecr.rewrite = (answer) => answer.replaceAll('123456789012.dkr.ecr.us-east-1.amazonaws.com', host);
  ecr.overrides = {
    GetAuthorizationToken: () => ({
      authorizationData: [{ authorizationToken: Buffer.from(`${username}:${password}`).toString('base64') }],
    }),
    BatchGetImage: async ({ repositoryName = '', imageIds }) => {
      const registry = createHttpRegistry({ host, path: repositoryName, login: { host, ...registryLogin } });
      const found = await registry.fetchManifest(imageIds?.[0]?.imageTag ?? '');
      if (!found) return { images: [], failures: [{ failureCode: 'ImageNotFound' }] };
      const { config } = JSON.parse(found.text) as { config: { digest: string } };
      ecr.blobs.set(config.digest, await registry.fetchConfig(config.digest));
      const { digest: imageDigest, text: imageManifest, mediaType: imageManifestMediaType } = found;
      return { images: [{ imageId: { imageDigest }, imageManifest, imageManifestMediaType }], failures: [] };
    },
  };
}

describe('an engine that is not there', () => {
  it('is told in one message', async () => {
    process.env['DOCKER_HOST'] = 'unix:///nonexistent/docker.sock';
    const asked = engine.assertReady();
    await expect(asked).rejects.toThrow(EngineUnreachableError);
    await expect(asked).rejects.toThrow('No container engine answers at unix:///nonexistent/docker.sock.');
  });
});
