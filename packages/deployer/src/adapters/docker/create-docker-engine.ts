import { PublishInterruptedError } from '../../errors.js';
import type { ContainerEngine, ImagePush, LocalImage } from '../../images/container-engine.js';
import { ask, assertDone, findAddress } from './ask-docker.js';
import { parseInspectedImages } from './parse-inspected-images.js';
import { type DockerResult, runDocker } from './run-docker.js';
import { withLogin } from './with-login.js';

export interface DockerEngineOptions {
  /** Where `docker push` shows its progress; a file descriptor, by default stderr. */
  readonly progress?: number | 'ignore';
}

/** Docker's own client as the engine; DOCKER_HOST and docker's contexts say which engine that is. */
export function createDockerEngine({ progress = 2 }: DockerEngineOptions = {}): ContainerEngine {
  return {
    assertReady: async () => {
      await ask({ args: ['version', '--format', '{{.Server.Version}}'] }, 'asking its version');
    },
    inspectImage: async (reference) => (await inspect([reference])).at(0),
    listImages,
    push: (push) => pushTagged(push, progress),
  };
}

async function inspect(references: readonly string[]): Promise<readonly LocalImage[]> {
  if (references.length === 0) return [];
  const result = await runDocker({ args: ['image', 'inspect', ...references] });
  // What is not there is said on stderr; what is there is answered all the same.
  if (result.code !== 0 && !/no such (image|object)/i.test(result.stderr))
    assertDone(result, { action: 'looking for images', address: await findAddress() });
  return parseInspectedImages(result.stdout);
}

async function listImages(names: readonly string[]): Promise<readonly LocalImage[]> {
  const filters = names.flatMap((name) => ['--filter', `reference=${name}`]);
  const args = ['image', 'ls', '--quiet', '--no-trunc', ...filters];
  const ids = (await ask({ args }, 'listing images')).split('\n').filter(Boolean);
  return inspect([...new Set(ids)]);
}

/** Tags, pushes, and takes the tag away again unless it was there before. */
async function pushTagged(push: ImagePush, progress: number | 'ignore'): Promise<void> {
  const address = await findAddress();
  const failure = { action: 'pushing the image', address, reference: push.target, secret: push.login?.password };
  const assertPushed = (result: DockerResult) => {
    if (push.signal?.aborted) throw new PublishInterruptedError('pushing the image');
    assertDone(result, failure);
  };
  const [before] = await inspect([push.target]);
  try {
    await ask({ args: ['tag', push.source, push.target] }, 'tagging the image');
    const send = async (environment: Readonly<Record<string, string>>) =>
      assertPushed(await runDocker({ args: ['push', push.target], environment, progress, signal: push.signal }));
    await (push.login
      ? withLogin({ login: push.login, address, signal: push.signal, assertDone: assertPushed }, send)
      : send({}));
  } finally {
    if (!before) await runDocker({ args: ['rmi', push.target] });
  }
}
