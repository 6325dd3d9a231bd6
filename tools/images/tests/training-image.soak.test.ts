import { beforeAll, describe, expect, it } from 'vitest';
import { build, bundle, docker, inspect, type InspectedImage, trainingImage } from './image-commands.js';

beforeAll(() => bundle('training'));

async function buildFromNothing(): Promise<InspectedImage> {
  const { code, output } = await build(['training', '--fresh', '--reproducible']);
  if (code !== 0) throw new Error(output);
  const image = inspect(`${trainingImage}:latest`);
  docker('rmi', '--force', image.Id);
  return image;
}

describe('the training image', () => {
  it('has the same layers and id in two builds from nothing', { timeout: 3_600_000 }, async () => {
    const [first, second] = [await buildFromNothing(), await buildFromNothing()];
    expect(second.RootFS.Layers).toEqual(first.RootFS.Layers);
    expect(second.Id).toBe(first.Id);
  });
});
