import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const bin = fileURLToPath(new URL('../bin/detectory-prep.mjs', import.meta.url));
/** Names each module on stderr when it is loaded. */
const recorder = toModule(`
  import { register } from 'node:module';
  register(${JSON.stringify(
    toModule(`
      import { writeSync } from 'node:fs';
      export function load(url, context, next) {
        writeSync(2, 'loaded ' + url + '\\n');
        return next(url, context);
      }`),
  )});`);
const dear = ['/node_modules/sharp/', '/node_modules/yaml/', '/@aws-sdk/', '/report/render-report'];

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'detectory-start-up-'));
});
afterEach(() => rm(dir, { recursive: true }));

function toModule(text: string): string {
  return `data:text/javascript,${encodeURIComponent(text)}`;
}

/** Those of the dear modules that a run of the command loads. */
async function loadedBy(...words: string[]): Promise<string[]> {
  const { stderr } = await promisify(execFile)(process.execPath, ['--import', recorder, bin, ...words]);
  const loaded = stderr.split('\n').filter((line) => line.startsWith('loaded '));
  expect(loaded.length).toBeGreaterThan(50);
  return dear.filter((part) => loaded.some((line) => line.includes(part)));
}

// Each test starts processes, which may take seconds where all tests run at once.
describe('what detectory-prep loads', { timeout: 60_000 }, () => {
  it('is no image library, YAML parser, AWS SDK or report page for its help', async () => {
    expect(await loadedBy('--help')).toEqual([]);
  });

  it('is none of them for a manifest that becomes labels', async () => {
    const line = {
      'source-ref': 's3://bucket/a.jpg',
      boxes: {
        image_size: [{ width: 100, height: 100, depth: 3 }],
        annotations: [{ class_id: 0, left: 10, top: 10, width: 20, height: 20 }],
      },
      'boxes-metadata': {
        'class-map': { '0': 'drill' },
        type: 'groundtruth/object-detection',
        'human-annotated': 'yes',
      },
    };
    const manifest = join(dir, 'output.manifest');
    await writeFile(manifest, JSON.stringify(line));
    const out = join(dir, 'dataset');
    expect(await loadedBy('build', manifest, '--copy', 'none', '--split', '100/0/0', '--out', out)).toEqual([]);
    // The recorder sees a module that is loaded late.
    expect(await loadedBy('inspect', join(out, 'data.yaml'))).toEqual(['/node_modules/yaml/']);
  });
});
