import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useLaunchWorld } from './launch-world.js';

const world = useLaunchWorld();
const { launch } = world;
const commands: readonly (readonly string[])[] = [
  ['export', 'old', '--out', 'models'],
  ['evaluate', '--data', 'garden', '--model', 'old'],
];

describe('a run by its bare name', () => {
  it.each(commands)('is for %s the one in runs', async (...line) => {
    mkdirSync(join('runs', 'old'), { recursive: true });
    expect(await launch(...line)).toBeGreaterThan(0);
    expect(world.said()).toMatch(/runs\/old /);
  });

  it.each(commands)('is for %s what is called so here, where there is such', async (...line) => {
    mkdirSync(join('runs', 'old'), { recursive: true });
    mkdirSync('old');
    expect(await launch(...line)).toBeGreaterThan(0);
    expect(world.said()).not.toMatch(/runs\/old/);
  });

  it.each(commands)('stays as it was given for %s, where there is none', async (...line) => {
    expect(await launch(...line)).toBeGreaterThan(0);
    expect(world.said()).toMatch(/\bold\b/);
    expect(world.said()).not.toMatch(/runs\/old/);
  });

  it.each([...commands, ['train', '--data', 'garden', '--continue', 'old']])(
    "names for %s the best run of a search's folder",
    async (...line) => {
      mkdirSync(join('runs', 'old', 'best'), { recursive: true });
      writeFileSync(join('runs', 'old', 'search.json'), '{}');
      expect(await launch(...line)).toBe(2);
      expect(world.said()).toBe(
        'error: runs/old is the folder of a search, not of one run. Give its best one: runs/old/best.\n',
      );
    },
  );

  it.each(['watch', 'stop'])("tells %s what a search's folder is", async (command) => {
    mkdirSync(join('runs', 'search'), { recursive: true });
    writeFileSync(join('runs', 'search', 'search.json'), '{}');
    expect(await launch(command, 'search')).toBeGreaterThan(0);
    expect(world.said()).toMatch(/it is the folder of a search, whose best model is in best\//);
  });
});
