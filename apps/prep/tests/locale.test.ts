import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const bin = fileURLToPath(new URL('../bin/detectory-prep.mjs', import.meta.url));
const start = promisify(execFile);
/** Swedish sorts å and ä behind z, others before b; Turkish takes ı and I, i and İ for pairs. */
const names = ['ä', 'z', 'å', 'I', 'ı', 'i', 'İ', 'a', 'Z', 'o\u0308', 'ö'];
const places = [
  { LC_ALL: 'C', TZ: 'UTC' },
  { LC_ALL: 'sv_SE.UTF-8', TZ: 'Pacific/Chatham' },
  { LC_ALL: 'tr_TR.UTF-8', TZ: 'America/St_Johns' },
];

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'detectory-locale-'));
});
afterEach(() => rm(dir, { recursive: true }));

/** All names under one id, so that their own order decides; no dates but the label's own. */
function toLine(name: string, i: number): string {
  return JSON.stringify({
    'source-ref': `s3://bucket/${i % 2}/${name}.jpg`,
    tools: {
      image_size: [{ width: 64, height: 48, depth: 3 }],
      annotations: [{ class_id: 0, left: i, top: 1, width: 20, height: 20 }],
    },
    'tools-metadata': {
      type: 'groundtruth/object-detection',
      'class-map': { '0': name },
      'creation-date': '2026-03-29T02:30:00.000000',
      'job-name': name,
    },
  });
}

async function readTree(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const read = async (path: string) => [path.slice(folder.length), await readFile(path, 'latin1')] as const;
  return Object.fromEntries(await Promise.all(paths.map(read)));
}

// Node reads the locale when it starts: nothing within a running process can change it.
describe('a dataset built under another locale and time zone', { timeout: 120_000 }, () => {
  it('is sorted otherwise where the locale decides', async () => {
    const script = `process.stdout.write(${JSON.stringify(names)}.sort((a, b) => a.localeCompare(b)).join())`;
    const orders = await Promise.all(
      places.map((place) => start(process.execPath, ['-e', script], { env: { ...process.env, ...place } })),
    );
    expect(new Set(orders.map(({ stdout }) => stdout)).size).toBe(places.length);
  });

  it('has the same bytes', async () => {
    const manifest = join(dir, 'output.manifest');
    const lines = [...names, ...names].map((name, i) => toLine(name, i));
    await writeFile(manifest, lines.join('\n'));
    const trees: Record<string, string>[] = [];
    for (const [i, place] of places.entries()) {
      const out = join(dir, String(i), 'dataset');
      const choices = ['--copy', 'none', '--split', '60/20/20', '--oversample', 'rfs=0.5'];
      await start(process.execPath, [bin, 'build', manifest, ...choices, '--out', out, '--yaml-root', '/data'], {
        env: { ...process.env, ...place },
      });
      trees.push(await readTree(out));
    }
    expect(Object.keys(trees[0] ?? {}).length).toBeGreaterThan(names.length);
    for (const tree of trees) expect(tree).toEqual(trees[0]);
  });
});
