import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { build, bundle, docker, inspect, root, servingImage, tagsOf } from './image-commands.js';

interface ImageRecord {
  readonly tag: string;
  readonly imageId: string;
  readonly sizeBytes: number;
}

const record = (): ImageRecord =>
  JSON.parse(readFileSync(join(root, 'containers/serving/image.json'), 'utf8')) as ImageRecord;

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));
const temporary = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'detectory-images-'));
  folders.push(folder);
  return folder;
};

beforeAll(async () => {
  bundle('serving');
  expect((await build(['serving'])).code).toBe(0);
});

describe('the serving image', () => {
  it('takes at most 300 MB unpacked, and says so in its record', () => {
    const { Size, Id } = inspect(`${servingImage}:latest`);
    expect(Size).toBeLessThanOrEqual(300e6);
    expect(record()).toMatchObject({ sizeBytes: Size, imageId: Id });
  });

  it('says what SageMaker asks of it', () => {
    const { Architecture, Config } = inspect(`${servingImage}:latest`);
    expect(Architecture).toBe('amd64');
    expect(Config.Cmd).toEqual(['serve']);
    expect(Config.Labels).toMatchObject({
      'com.amazonaws.sagemaker.capabilities.multi-models': 'true',
      'com.amazonaws.sagemaker.capabilities.accept-bind-to-port': 'true',
    });
  });

  it('holds no package manager of npm, no compiler and no Python', () => {
    const programs = ['npm', 'npx', 'corepack', 'yarn', 'gcc', 'cc', 'make', 'python3', 'python', 'pip'];
    const script = `for p in ${programs.join(' ')}; do command -v $p; done; find / -xdev -name '*.py' -not -path '/proc/*' | head`;
    expect(docker('run', '--rm', servingImage, 'sh', '-c', script)).toBe('');
  });

  it('carries one native library each for ONNX Runtime and sharp, for this platform alone', () => {
    const found = docker(
      'run',
      '--rm',
      servingImage,
      'sh',
      '-c',
      "find node_modules -name '*.node' -o -name 'lib*.so*'",
    );
    expect(found.split('\n').every((file) => /linux\/x64|linux-x64/.test(file))).toBe(true);
    expect(found).toMatch(/libonnxruntime/);
    expect(found).toMatch(/libvips-cpp/);
  });
});

describe('the skip rule', () => {
  it('builds nothing when an image of the same content is here', async () => {
    const { Id } = inspect(`${servingImage}:latest`);
    const { code, output } = await build(['serving']);
    expect({ code, output }).toEqual({ code: 0, output: expect.stringMatching(/unchanged in/) as string });
    expect(inspect(`${servingImage}:latest`).Id).toBe(Id);
  });

  it('loads a lost image from the store instead of building it', async () => {
    const env = { DETECTORY_IMAGE_STORE: temporary() };
    expect((await build(['serving', '--fresh'], { env })).output).toMatch(/ built in/);
    const { Id } = inspect(`${servingImage}:latest`);
    docker('rmi', '--force', Id);
    expect((await build(['serving'], { env })).output).toMatch(/ restored in/);
    expect(inspect(`${servingImage}:latest`).Id).toBe(Id);
  });

  it('builds a lost image when nobody else has it', async () => {
    docker('rmi', '--force', inspect(`${servingImage}:latest`).Id);
    expect((await build(['serving'])).output).toMatch(/ built in/);
  });
});

describe('a reproducible build', () => {
  it('gives the same layers and image id twice, from nothing', async () => {
    const [first, second] = [await buildFresh(), await buildFresh()];
    expect(second.RootFS.Layers).toEqual(first.RootFS.Layers);
    expect(second.Id).toBe(first.Id);
  });

  it('leaves no other name and no temporary file behind', async () => {
    const folder = temporary();
    await build(['serving', '--fresh', '--reproducible'], { env: { DETECTORY_TMP: folder } });
    expect(readdirSync(folder)).toEqual([]);
    expect(tagsOf(servingImage).filter((name) => name.includes('making'))).toEqual([]);
  });

  async function buildFresh(): Promise<ReturnType<typeof inspect>> {
    const known = tagsOf(servingImage);
    if (known.length > 0) docker('rmi', '--force', inspect(`${servingImage}:latest`).Id);
    const { code, output } = await build(['serving', '--fresh', '--reproducible']);
    if (code !== 0) throw new Error(output);
    return inspect(`${servingImage}:latest`);
  }
});
