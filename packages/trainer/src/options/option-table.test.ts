import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { hypOptions } from './groups/hyp-options.js';
import { refusedOptions } from './groups/refused-options.js';
import { optionAliases, optionTable } from './option-table.js';
import { shippedHyps } from './presets/shipped-hyps.js';

const python = fileURLToPath(new URL('../../../../.python/training/bin/python', import.meta.url));
const yolov5 = execFileSync(
  python,
  ['-c', 'import importlib.util as u; print(u.find_spec("yolov5").submodule_search_locations[0])'],
  {
    encoding: 'utf8',
  },
).trim();

describe('the option table', () => {
  it('takes or refuses every option that yolov5.train has', () => {
    const source = readFileSync(join(yolov5, 'train.py'), 'utf8');
    const parser = source.slice(source.indexOf('def parse_opt'), source.indexOf('return parser.parse_known_args'));
    const names = [...parser.matchAll(/add_argument\('--([\w-]+)'/g)].map(([, name]) => name!.replaceAll('_', '-'));
    const ours = { ...optionTable, ...optionAliases, ...refusedOptions };
    expect(names.length).toBeGreaterThan(40);
    expect(names.filter((name) => !(name in ours))).toEqual([]);
  });

  it("holds YOLOv5's own hyperparameter sets, value by value", () => {
    const folder = join(yolov5, 'data', 'hyps');
    expect(existsSync(folder)).toBe(true);
    const sets = readdirSync(folder).map((file) => [
      file.replace('.yaml', ''),
      parse(readFileSync(join(folder, file), 'utf8')) as Record<string, number>,
    ]);
    expect(Object.fromEntries(sets)).toEqual(shippedHyps);
  });

  it('has an option for each of these hyperparameters, and takes all their values', () => {
    for (const [name, values] of Object.entries(shippedHyps))
      for (const [key, value] of Object.entries(values)) {
        const spec = hypOptions[key.replaceAll('_', '-') as keyof typeof hypOptions];
        expect(spec, `${name} ${key}`).toBeDefined();
        expect(value >= spec.min && value <= spec.max, `${name} ${key}`).toBe(true);
      }
  });
});
