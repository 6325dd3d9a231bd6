import {
  DescribeRepositoriesCommand,
  GetLifecyclePolicyCommand,
  CreateRepositoryCommand,
  PutImageCommand,
} from '@aws-sdk/client-ecr';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  createEcrClient,
  createEcrRegistry,
  ensureRepository,
  findEcrRepository,
  openEcr,
} from '../src/adapters/ecr/index.js';
import {
  AwsSetupError,
  ImageUnfitError,
  type ImagePush,
  pushImage,
  RegistryFailedError,
  RegistryRefusedError,
  RegistryUnreachableError,
  TagImmutableError,
} from '../src/index.js';
import { builtImage, createFakeEngine, tag, type SampleImage, toSampleImage } from './sample-images.js';
import { ecrError, type EcrServer, startEcr } from './start-ecr.js';

const saved = { ...process.env };
let ecr: EcrServer;

beforeAll(async () => {
  ecr = await startEcr();
  delete process.env['AWS_PROFILE'];
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: ecr.url,
    AWS_ACCESS_KEY_ID: 'testing',
    AWS_SECRET_ACCESS_KEY: 'testing',
    AWS_REGION: 'eu-central-1',
    AWS_CONFIG_FILE: '/nonexistent',
    AWS_SHARED_CREDENTIALS_FILE: '/nonexistent',
    AWS_EC2_METADATA_DISABLED: 'true',
  });
}, 60_000);

afterEach(() => {
  ecr.overrides = {};
});

afterAll(async () => {
  process.env = saved;
  await ecr?.stop();
});

function reference(name: string): { kind: 'ecr'; name: string } {
  return { kind: 'ecr', name };
}

/** What a push does to ECR, without the engine. */
async function put(name: string, image: SampleImage, imageTag = tag): Promise<void> {
  ecr.blobs.set(image.configDigest, image.config);
  await createEcrClient().send(
    new PutImageCommand({
      repositoryName: name,
      imageTag,
      imageManifest: image.manifest,
      imageManifestMediaType: image.mediaType,
      imageDigest: image.digest,
    }),
  );
}

describe(ensureRepository, () => {
  it('creates what is missing, with immutable tags, scan on push and a lifecycle policy', async () => {
    const client = createEcrClient();
    const ensured = await ensureRepository(client, reference('new-sagemaker'));
    expect(ensured).toEqual({
      uri: '123456789012.dkr.ecr.eu-central-1.amazonaws.com/new-sagemaker',
      created: true,
      differences: [],
    });
    const { repositories } = await client.send(new DescribeRepositoriesCommand({ repositoryNames: ['new-sagemaker'] }));
    expect(repositories?.[0]).toMatchObject({
      imageTagMutability: 'IMMUTABLE',
      imageScanningConfiguration: { scanOnPush: true },
    });
    const { lifecyclePolicyText } = await client.send(
      new GetLifecyclePolicyCommand({ repositoryName: 'new-sagemaker' }),
    );
    expect(lifecyclePolicyText).toContain('untagged');
    expect(await ensureRepository(client, reference('new-sagemaker'))).toMatchObject({
      created: false,
      differences: [],
    });
  });

  it('leaves an existing repository as it is, and says what is different', async () => {
    await createEcrClient().send(new CreateRepositoryCommand({ repositoryName: 'old' }));
    const { created, differences } = await ensureRepository(createEcrClient(), reference('old'));
    expect(created).toBe(false);
    expect(differences).toHaveLength(3);
    const { repositories } = await createEcrClient().send(
      new DescribeRepositoriesCommand({ repositoryNames: ['old'] }),
    );
    expect(repositories?.[0]?.imageTagMutability).toBe('MUTABLE');
  });

  it('takes it as success that somebody else created it in the meantime', async () => {
    await createEcrClient().send(new CreateRepositoryCommand({ repositoryName: 'raced' }));
    let asked = 0;
    ecr.overrides = { DescribeRepositories: () => (asked++ ? undefined : ecrError('RepositoryNotFoundException')) };
    expect(await ensureRepository(createEcrClient(), reference('raced'))).toMatchObject({ created: false });
  });

  it('needs no right to read the lifecycle policy', async () => {
    ecr.overrides = { GetLifecyclePolicy: () => ecrError('AccessDeniedException') };
    const { differences } = await ensureRepository(createEcrClient(), reference('new-sagemaker'));
    expect(differences).toEqual(['its lifecycle policy may not be read']);
  });
});

describe(openEcr, () => {
  it('answers where to push and with which login', async () => {
    const notes: string[] = [];
    const repository = await (await openEcr(reference('serving'))).ensure((text) => notes.push(text));
    expect(repository.login).toEqual({
      host: '123456789012.dkr.ecr.eu-central-1.amazonaws.com',
      username: 'AWS',
      password: '123456789012-auth-token',
    });
    expect(notes.join('\n')).toMatch(/does not hold "sagemaker"[^]*Created the repository/);
  });

  it('creates nothing before it is asked to', async () => {
    await openEcr(reference('not-yet-sagemaker'));
    expect(await findEcrRepository(reference('not-yet-sagemaker'))).toBeUndefined();
  });

  it.each([
    ['AccessDeniedException', RegistryRefusedError, /ecr:GetAuthorizationToken/],
    ['UnrecognizedClientException', AwsSetupError, /AWS_PROFILE/],
    ['ExpiredTokenException', AwsSetupError, /sign in again/],
    ['KmsException', RegistryFailedError, /KmsException/],
  ] as const)("says what %s means, without AWS's own words", async (name, type, text) => {
    ecr.overrides = { GetAuthorizationToken: () => ecrError(name) };
    const refused = openEcr(reference('serving'));
    await expect(refused).rejects.toThrow(type);
    await expect(refused).rejects.toThrow(text);
    await expect(refused).rejects.not.toThrow(/AKIA/);
  });

  it('says that no region and no credentials are set', async () => {
    const { AWS_REGION, AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID } = process.env;
    try {
      delete process.env['AWS_ENDPOINT_URL'];
      delete process.env['AWS_REGION'];
      await expect(openEcr(reference('serving'))).rejects.toThrow('no region is set');
      process.env['AWS_REGION'] = 'eu-central-1';
      delete process.env['AWS_ACCESS_KEY_ID'];
      await expect(openEcr(reference('serving'))).rejects.toThrow('no credentials were found');
    } finally {
      Object.assign(process.env, { AWS_REGION, AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID });
    }
  });

  it('says that nobody answers', async () => {
    process.env['AWS_ENDPOINT_URL'] = 'http://127.0.0.1:9';
    try {
      await expect(openEcr(reference('serving'))).rejects.toThrow(RegistryUnreachableError);
    } finally {
      process.env['AWS_ENDPOINT_URL'] = ecr.url;
    }
  });
});

describe('pushImage to ECR', () => {
  async function open(name: string) {
    return (await openEcr(reference(name))).ensure(() => undefined);
  }

  it('pushes, and answers the address by the digest that ECR keeps', async () => {
    const repository = await open('push-sagemaker');
    const sample = toSampleImage();
    const pushes: ImagePush[] = [];
    const engine = createFakeEngine(async (push) => {
      pushes.push(push);
      await put('push-sagemaker', sample);
    });
    const request = { kind: 'serving', image: builtImage, repository, engine, note: () => undefined } as const;
    const published = await pushImage(request);
    expect(published).toMatchObject({
      uri: `123456789012.dkr.ecr.eu-central-1.amazonaws.com/push-sagemaker@${sample.digest}`,
      pushed: true,
      platform: 'linux/amd64',
      sizeBytes: 1000 + sample.config.length,
    });
    expect(pushes[0]).toMatchObject({ source: `${builtImage.name}:${tag}`, target: `${repository.uri}:${tag}` });

    const again = await pushImage(request);
    expect(again).toMatchObject({ uri: published.uri, pushed: false });
    expect(pushes).toHaveLength(1);
    expect(await repository.registry.listTags()).toEqual([{ tag, digest: sample.digest }]);
  });

  it('goes on with what somebody else pushed meanwhile', async () => {
    const repository = await open('rival-sagemaker');
    const engine = createFakeEngine(async () => {
      await put('rival-sagemaker', toSampleImage());
      throw new TagImmutableError('it');
    });
    const published = await pushImage({
      kind: 'serving',
      image: builtImage,
      repository,
      engine,
      note: () => undefined,
    });
    expect(published.pushed).toBe(false);
  });

  it('takes an OCI image out again, so that the immutable tag is free', async () => {
    const repository = await open('oci-sagemaker');
    const oci = toSampleImage({ mediaType: 'application/vnd.oci.image.manifest.v1+json' });
    const engine = createFakeEngine(() => put('oci-sagemaker', oci));
    const request = { kind: 'serving', image: builtImage, repository, engine, note: () => undefined } as const;
    await expect(pushImage(request)).rejects.toThrow(/oci.image.manifest.*taken out of the repository again/);
    expect(await repository.registry.listTags()).toEqual([]);
  });

  it('says that the tag holds an unfit image already, and deletes nothing of others', async () => {
    const repository = await open('unfit-sagemaker');
    await put('unfit-sagemaker', toSampleImage({ architecture: 'arm64', labels: {} }));
    const engine = createFakeEngine(() => Promise.reject(new Error('nothing is to be pushed')));
    const refused = pushImage({ kind: 'serving', image: builtImage, repository, engine, note: () => undefined });
    await expect(refused).rejects.toThrow(ImageUnfitError);
    await expect(refused).rejects.toThrow(/linux\/arm64.*multi-models=true and .*It was there before/);
    expect(await repository.registry.listTags()).toHaveLength(1);
  });
});

describe(createEcrRegistry, () => {
  it('says which permission is missing to read an image', async () => {
    ecr.overrides = { BatchGetImage: () => ecrError('AccessDeniedException') };
    const registry = createEcrRegistry(createEcrClient(), reference('serving'));
    await expect(registry.fetchManifest(tag)).rejects.toThrow(/ecr:BatchGetImage/);
  });

  it('never repeats the signed address of a configuration', async () => {
    const registry = createEcrRegistry(createEcrClient(), reference('serving'));
    await expect(registry.fetchConfig('sha256:none')).rejects.toThrow(/can't be downloaded \(404\)/);
    await expect(registry.fetchConfig('sha256:none')).rejects.not.toThrow(/http:/);
  });
});
