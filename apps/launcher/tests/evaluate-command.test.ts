import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { useLaunchWorld } from './launch-world.js';

const world = useLaunchWorld();
const { launch } = world;

/** Its graph is never run: the photos of `garden` are none, and the first one would be refused. */
function leaveModel(folder: string, ...classNames: string[]): void {
  const file = 'model.onnx';
  const shape = { graph: 'fused', precision: 'fp32', inputLayout: 'nhwc-uint8-rgb', heightPx: 64, widthPx: 64 };
  const manifest = {
    formatVersion: 1,
    engine: { name: 'yolov5', version: '7.0.14' },
    classNames,
    stridePx: 32,
    head: 'anchor-grid',
    exports: [{ file, ...shape }],
    thresholds: { confidence: 0.25, iou: 0.45, maxDetections: 300 },
    licences: { code: 'Apache-2.0', weights: 'AGPL-3.0' },
    files: [],
  };
  mkdirSync(folder);
  writeFileSync(join(folder, 'model.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, file), '');
}

describe('detectory-launch evaluate --compare', () => {
  beforeEach(() => leaveModel('before', 'drill'));
  const compare = (second: string) => launch('evaluate', '--model', 'before', '--compare', second, '--data', 'garden');

  it('looks for the second model before the first is measured', async () => {
    expect(await compare('nosuch')).toBe(1);
    expect(world.said()).toMatch(/^error: There is no model at nosuch\./);
  });

  it("looks at the second one's classes before the first is measured", async () => {
    leaveModel('after', 'saw');
    expect(await compare('after')).toBe(1);
    expect(world.said()).toMatch(/^error: after knows 1 classes, the dataset has 1; .* "saw" in the model, "drill" in/);
  });
});
