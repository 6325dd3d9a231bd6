import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  buildImage,
  findWorkspace,
  type ImageBuild,
  readPublishedImages,
  recordPublishedImage,
} from '../src/adapters/workspace/index.js';
import { ImageBuildFailedError, PublishInterruptedError, WorkspaceNotFoundError } from '../src/index.js';
import { builtImage, tag } from './sample-images.js';

let workspace: string;

beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'detectory-workspace-'));
});

afterEach(() => rm(workspace, { recursive: true }));

/** A workspace whose Nx is this program. */
async function createWorkspace(nx: string): Promise<void> {
  await mkdir(join(workspace, 'containers', 'serving'), { recursive: true });
  await mkdir(join(workspace, 'node_modules', 'nx'), { recursive: true });
  await writeFile(join(workspace, 'nx.json'), '{}');
  await writeFile(join(workspace, 'package.json'), '{}');
  await writeFile(join(workspace, 'node_modules', 'nx', 'package.json'), '{"bin":{"nx":"./nx.cjs"}}');
  await writeFile(join(workspace, 'node_modules', 'nx', 'nx.cjs'), nx);
}

const leaveRecord = `
const fs = require('node:fs');
fs.writeFileSync('containers/serving/image.json', ${JSON.stringify(JSON.stringify(builtImage))});
fs.writeFileSync('arguments.json', JSON.stringify(process.argv.slice(2)));`;

function build(options: Partial<ImageBuild> = {}) {
  return buildImage({ workspace, kind: 'serving', output: 'ignore', ...options });
}

describe(findWorkspace, () => {
  it('finds the root from any folder below it, and says where there is none', async () => {
    expect(() => findWorkspace(workspace)).toThrow(WorkspaceNotFoundError);
    await createWorkspace('');
    expect(findWorkspace(join(workspace, 'containers', 'serving'))).toBe(workspace);
  });
});

describe(buildImage, () => {
  it("runs the workspace's own target, and answers what it left", async () => {
    await createWorkspace(leaveRecord);
    expect(await build({ baseImage: 'scratch' })).toEqual(builtImage);
    expect(JSON.parse(await readFile(join(workspace, 'arguments.json'), 'utf8'))).toEqual([
      'run',
      'serving:image',
      '--base-image=scratch',
    ]);
  });

  it('hands every option on', async () => {
    await createWorkspace(leaveRecord);
    await build({ baseImage: 'a', nodeImage: 'b', reproducible: true, fresh: true });
    expect(JSON.parse(await readFile(join(workspace, 'arguments.json'), 'utf8')).slice(2)).toEqual([
      '--base-image=a',
      '--node-image=b',
      '--reproducible',
      '--fresh',
    ]);
  });

  it.each([
    ['process.exit(3)', /ended with 3; why stands above/],
    ['', /left no containers\/serving\/image\.json/],
  ])('says that a build failed: %s', async (nx, text) => {
    await createWorkspace(nx);
    await expect(build()).rejects.toThrow(ImageBuildFailedError);
    await expect(build()).rejects.toThrow(text);
  });

  it('says how to get Nx where dependencies are not installed', async () => {
    await createWorkspace('');
    await rm(join(workspace, 'node_modules'), { recursive: true });
    await expect(build()).rejects.toThrow(/npm ci/);
  });

  it('ends a build with the command', async () => {
    await createWorkspace('setInterval(() => undefined, 1000)');
    await expect(build({ signal: AbortSignal.timeout(200) })).rejects.toThrow(PublishInterruptedError);
  });
});

describe(recordPublishedImage, () => {
  it('keeps one digest for each repository, and leaves no partial file', async () => {
    await createWorkspace('');
    const image = {
      kind: 'serving',
      tag,
      digest: 'sha256:1',
      uri: '',
      mediaType: '',
      platform: '',
      sizeBytes: 1,
      labels: {},
      warnings: [],
      pushed: true,
    } as const;
    expect(await readPublishedImages(workspace, 'serving')).toEqual({});
    for (const [repository, digest] of [
      ['b', 'sha256:1'],
      ['a', 'sha256:2'],
      ['b', 'sha256:3'],
    ] as const)
      await recordPublishedImage(workspace, { ...image, repository, digest });
    expect(await readPublishedImages(workspace, 'serving')).toEqual({
      a: { digest: 'sha256:2', tag },
      b: { digest: 'sha256:3', tag },
    });
    expect(await readdir(join(workspace, 'containers', 'serving'))).toEqual(['published.json']);
  });
});
