import { writeFile } from 'node:fs/promises';
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
    [['--search-seed', 'abc'], /--search-seed.*whole number from 0 to 2147483647/],
    [['--search-seed', '1e3'], /whole number from 0/],
    [['--search-seed', '4294967296'], /whole number from 0/],
    [['--range', 'imgsz=320..640'], /List those to try/],
    [['--range', 'cfg=yolov5n,yolov8n'], /cfg is "yolov8n"; .*add --engine ultralytics/],
  ])('ends at once with 2 where %j can not be tried', async (flags, text) => {
    expect(await launch('tune', '--data', 'garden', '--weights', 'none', '--dry-run', ...flags)).toBe(2);
    expect(world.said()).toMatch(text);
  });

  it.each([
    [['--weights', './gone.pt'], /no weights at \.\/gone\.pt/],
    [['--range', 'weights=none,./gone.pt'], /no weights at \.\/gone\.pt/],
    [['--range', 'weights=./seg.pt,none'], /seg\.pt can't be trained on: it holds a segmentation model/],
  ])('ends at once with 1 where a trial would find that %j can not be used', async (flags, text) => {
    await writeFile('seg.pt', 'PK\u0003\u0004cmodels.yolo\nSegmentationModel\n');
    for (const more of [['--dry-run'], []])
      expect(await launch('tune', '--data', 'garden', '--trials', '2', ...flags, ...more)).toBe(1);
    expect([world.said(), world.printed()]).toEqual([expect.stringMatching(text), '']);
    expect(world.said()).not.toMatch(/Trial 1/);
  });

  it('says which weights trials would download, and downloads none in a dry run', async () => {
    Object.assign(process.env, { DETECTORY_WEIGHTS_URL: 'http://127.0.0.1:9', XDG_CACHE_HOME: world.folder });
    delete process.env['DETECTORY_WEIGHTS_DIR'];
    const range = ['--range', 'weights=none,yolov5n.pt'];
    expect(await launch('tune', '--data', 'garden', ...range, '--dry-run')).toBe(0);
    expect(world.said()).toMatch(/warning: yolov5n\.pt is not on this machine; the run would download it from/);
    expect(await launch('tune', '--data', 'garden', ...range)).toBe(1);
    expect(world.said()).toMatch(/error: The weights yolov5n\.pt are not on this machine/);
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
