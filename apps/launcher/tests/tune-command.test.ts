import { describe, expect, it } from 'vitest';
import { useLaunchWorld } from './launch-world.js';

const world = useLaunchWorld();
const { launch } = world;

describe('detectory-launch tune on this machine', () => {
  it('ends at once with 1 where each trial would lack the same', async () => {
    expect(await launch('tune', '--data', 'nowhere', '--weights', 'none', '--trials', '2')).toBe(1);
    expect(world.said()).toMatch(/error: There is no data\.yaml in \S*nowhere\./);
    expect(world.said()).not.toMatch(/Trial 2/);
  });

  it.each([
    [['--hyp', 'my-hpy.yaml'], /hyp is "my-hpy\.yaml"; expected a YAML file that exists/],
    [['--engine', 'ultralytics', '--range', 'obj=0.5..1'], /obj is YOLOv5's alone/],
    [['--range', 'imgsz=320..640'], /List those to try/],
  ])('ends at once with 2 where %j can not be tried', async (flags, text) => {
    expect(await launch('tune', '--data', 'garden', '--weights', 'none', '--dry-run', ...flags)).toBe(2);
    expect(world.said()).toMatch(text);
  });

  // The dataset's photos are none, which the control program finds out, so that each trial fails by itself.
  it('ends with 1 when no trial gave a model, and says why and where to look', async () => {
    expect(await launch('tune', '--data', 'garden', '--weights', 'none', '--trials', '2', '--json')).toBe(1);
    expect(JSON.parse(world.printed())).toMatchObject({ error: { code: 'SEARCH_WITHOUT_MODEL' } });
    expect(world.said()).toMatch(
      /error: None of 2 trials gave a model\. The last one: .*garden-search\/trials\.jsonl/s,
    );
  });
});
