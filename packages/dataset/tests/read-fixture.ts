import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { LabelCollector, type LabelOptions } from '../src/ground-truth/label-collector.js';
import type { Labels } from '../src/ground-truth/labels.js';

export function fixturePath(name: string): string {
  return fileURLToPath(new URL(`./fixtures/ground-truth/${name}.manifest`, import.meta.url));
}

/** The labels of fixtures, read as `output.manifest` files would be. */
export function readFixture(names: string | readonly string[], options?: LabelOptions): Labels {
  const collector = new LabelCollector(options);
  for (const name of [names].flat()) {
    collector.startManifest(`${name}.manifest`);
    const lines = readFileSync(fixturePath(name), 'utf8')
      .replace(/^\ufeff/, '')
      .split(/\r?\n/);
    lines.forEach((line, i) => collector.addLine(line, i + 1));
  }
  return collector.finish();
}
