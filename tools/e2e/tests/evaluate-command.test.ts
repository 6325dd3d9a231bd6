import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mustRun } from '../src/run-bin.js';
import { startTraining } from '../src/training-world.js';
import { root } from '../src/workspace.js';

const fixtures = join(root, 'apps', 'server', 'tests', 'fixtures');
const work = mkdtempSync(join(tmpdir(), 'detectory-evaluate-'));
const dataset = join(work, 'dataset');
const [hammers, drills] = [join(work, 'sees-hammers'), join(work, 'sees-drills')];

/** The one row that the constant model always finds: x1, y1, x2, y2, confidence, class. */
const row = [8, 24, 40, 40, 0.75, 1];
/** The same box in the blank photo of 2000 × 1500, whose letterbox to 64 × 64 has 8 rows above it, as YOLOv5 labels. */
const box = '0.375 0.5 0.5 0.333333';

/** Two photos that show a drill and a hammer at one place, and two models of which each knows one of them. */
beforeAll(() => {
  for (const folder of ['images', 'labels']) mkdirSync(join(dataset, folder, 'val'), { recursive: true });
  writeFileSync(join(dataset, 'data.yaml'), 'val: images/val\nnames: [drill, hammer]\n');
  for (const name of ['bench', 'shed']) {
    cpSync(join(fixtures, 'blank.png'), join(dataset, 'images', 'val', `${name}.png`));
    writeFileSync(join(dataset, 'labels', 'val', `${name}.txt`), `0 ${box}\n1 ${box}\n`);
  }
  for (const folder of [hammers, drills]) cpSync(join(fixtures, 'constant-model'), folder, { recursive: true });
  const onnx = readFileSync(join(drills, 'model.onnx'));
  const at = onnx.indexOf(Buffer.from(new Float32Array(row).buffer));
  expect(at).toBeGreaterThan(0);
  onnx.writeFloatLE(0, at + 4 * (row.length - 1));
  writeFileSync(join(drills, 'model.onnx'), onnx);
});
afterAll(() => rmSync(work, { recursive: true }));

const evaluate = (...args: string[]) => mustRun('detectory-launch', ['evaluate', '--data', dataset, ...args]);

/** All that a browser would ask for beyond the page itself. */
function addresses(html: string): string[] {
  const asked = html.matchAll(/(?:\b(?:src|srcset|href|action|poster)=["']?|url\(["']?|@import\s+["']?)([^"'\s>)]+)/g);
  return [...asked].map(([, address = '']) => address).filter((address) => !/^(#|data:)/.test(address));
}

describe('detectory-launch evaluate', () => {
  it('writes a page that asks for nothing beyond itself, with the photos in it, into a folder that it makes', async () => {
    const out = join(work, 'pages');
    const stdout = await evaluate('--model', hammers, '--out', out);
    const page = join(out, 'evaluation.html');
    expect(stdout.trimEnd().split('\n').at(-1)).toBe(page);
    const html = readFileSync(page, 'utf8');
    expect(html).toMatch(/^<!doctype html>/i);
    expect(html.trimEnd()).toMatch(/<\/html>$/);
    expect(addresses(html)).toEqual([]);
    expect(html.match(/data:image\/(jpeg|webp);base64,/g)).toHaveLength(2);
    for (const said of ['bench.png', 'shed.png', 'drill', 'hammer']) expect(html).toContain(said);
  });

  it('names both models of a comparison and what changed in each class, in the terminal and on the page', async () => {
    const page = join(work, 'compared.html');
    const stdout = await evaluate('--model', hammers, '--compare', drills, '--out', page);
    expect(stdout).toContain(`A ${hammers}\nB ${drills}\n`);
    expect(stdout).toMatch(/^drill +2 +0\.000 +0\.995 +\+0\.995 /m);
    expect(stdout).toMatch(/^hammer +2 +0\.995 +0\.000 +[-−]0\.995 /m);
    const html = readFileSync(page, 'utf8');
    expect(addresses(html)).toEqual([]);
    expect(html).toContain(`A is <strong>${hammers}</strong>, B is <strong>${drills}</strong>.`);
    const [, classes = ''] =
      /<table[^>]*>\s*<caption[^>]*>Figures of each class, of both models([\s\S]*?)<\/table>/.exec(html) ?? [];
    const cells = [...classes.matchAll(/<tr>(?:(?!<\/tr>)[\s\S])*/g)].map(([text]) =>
      text
        .replace(/<[^>]+>/g, ' ')
        .trim()
        .split(/\s+/),
    );
    expect(cells.find(([name]) => name === 'drill')?.slice(0, 5)).toEqual(['drill', '2', '0.000', '0.995', '+0.995']);
    expect(cells.find(([name]) => name === 'hammer')?.slice(0, 4)).toEqual(['hammer', '2', '0.995', '0.000']);
  });

  it('gives scripts both models and the differences, and where the page lies', async () => {
    const page = join(work, 'scripted.html');
    const summary: unknown = JSON.parse(
      await evaluate('--model', hammers, '--compare', drills, '--out', page, '--json'),
    );
    const named = (drill: number, hammer: number) => [
      expect.objectContaining({ name: 'drill', boxes: 2, mAP50: expect.closeTo(drill, 3) as number }) as object,
      expect.objectContaining({ name: 'hammer', boxes: 2, mAP50: expect.closeTo(hammer, 3) as number }) as object,
    ];
    expect(summary).toMatchObject({
      model: hammers,
      page,
      classes: named(0, 0.995),
      compare: { model: drills, classes: named(0.995, 0), delta: { mAP50: expect.closeTo(0, 9) as number } },
    });
  });
});

describe("the image's command evaluate", () => {
  it("takes a recipe's channels: images and labels, and the data.yaml that is named in cfg", async () => {
    const ml = join(work, 'ml');
    const channels = join(ml, 'input', 'data');
    for (const name of ['images', 'labels']) cpSync(join(dataset, name), join(channels, name), { recursive: true });
    cpSync(drills, join(channels, 'model'), { recursive: true });
    for (const folder of [join(channels, 'cfg'), join(ml, 'input', 'config')]) mkdirSync(folder);
    const photos = '/opt/ml/input/data/images/val';
    for (const name of ['tools', 'older'])
      writeFileSync(
        join(channels, 'cfg', `${name}.yaml`),
        `train: ${photos}\nval: ${photos}\nnames: [drill, hammer]\n`,
      );
    writeFileSync(join(ml, 'input', 'config', 'hyperparameters.json'), '{"data-yaml": "tools.yaml"}');
    const { code, log } = await startTraining(ml, { command: 'evaluate' }).ended;
    expect(code, log).toBe(0);
    const figures = JSON.parse(readFileSync(join(ml, 'output', 'data', 'evaluation.json'), 'utf8')) as object;
    expect(figures).toMatchObject({
      images: 2,
      boxes: 4,
      split: 'val',
      classes: [{ name: 'drill' }, { name: 'hammer' }],
    });
  });
});
