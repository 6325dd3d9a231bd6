import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { root } from '../src/adapters/workspace.mjs';

const folder = mkdtempSync(join(tmpdir(), 'detectory-sbom-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Component {
  readonly name: string;
  readonly purl?: string;
  /** What it carries within itself, as the bundle does. */
  readonly components?: readonly Component[];
}

/** Fails where the policy refuses a licence. */
function describeImage(kind: string): readonly Component[] {
  const out = join(folder, `${kind}.json`);
  const args = ['tools/supply-chain/sbom.mjs', 'image', `detectory-sagemaker-${kind}:latest`, '--check', '--out', out];
  execFileSync('node', args, { cwd: root, stdio: 'pipe' });
  return flatten(JSON.parse(readFileSync(out, 'utf8')) as Pick<Component, 'components'>);
}

function flatten({ components = [] }: Pick<Component, 'components'>): readonly Component[] {
  return components.flatMap((component) => [component, ...flatten(component)]);
}

// The tier builds both images before any test runs.
describe('the bill of materials', () => {
  it('of the serving image names what was bundled, what is native, and no Python', () => {
    const components = describeImage('serving');
    expect(components.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['express', 'node', 'onnxruntime-node', 'sharp', 'libc6']),
    );
    expect(components.filter(({ purl }) => purl?.startsWith('pkg:pypi/'))).toEqual([]);
    expect(components.filter(({ name }) => /yolov5|ultralytics/.test(name))).toEqual([]);
  });

  it('of the training image names YOLOv5 and PyTorch', { timeout: 300_000 }, () => {
    const components = describeImage('training');
    expect(components.map(({ name }) => name)).toEqual(expect.arrayContaining(['yolov5', 'torch', 'node', 'python3']));
  });
});
