import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { architectures, isArchitecture } from './architectures.js';

const python = fileURLToPath(new URL('../../../../.python/training/bin/python', import.meta.url));
const findPackage = (name: string): string =>
  execFileSync(
    python,
    ['-c', `import importlib.util as u; print(u.find_spec("${name}").submodule_search_locations[0])`],
    { encoding: 'utf8' },
  ).trim();

interface Model {
  readonly head?: readonly (readonly [unknown, unknown, string, ...unknown[]])[];
  readonly scales?: Readonly<Record<string, unknown>>;
}

/** The architectures of a folder by name; a model's last layer says what it answers. */
function readModels(folder: string): Map<string, Model> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'));
  return new Map(
    files.map((file) => [basename(file, '.yaml'), parse(readFileSync(join(folder, file), 'utf8')) as Model]),
  );
}

const detectors = (models: Map<string, Model>) =>
  [...models].filter(([, { head }]) => /^(Detect|v10Detect)$/.test(head?.at(-1)?.[2] ?? '')).map(([name]) => name);

describe('architectures', () => {
  it('are every detector that the installed YOLOv5 ships, and nothing else of it', () => {
    const shipped = detectors(readModels(join(findPackage('yolov5'), 'models')));
    expect(shipped.length).toBeGreaterThan(20);
    expect([...(architectures['yolov5'] ?? [])].sort()).toEqual(shipped.sort());
  });

  it('are detectors that the installed Ultralytics ships, each in a size that it has', () => {
    const models = readModels(join(findPackage('ultralytics'), 'cfg', 'models'));
    const shipped = new Set(
      detectors(models).flatMap((name) => {
        const sizes = Object.keys(models.get(name)?.scales ?? {});
        return [name, ...sizes.map((size) => `${name}${size}`)];
      }),
    );
    expect((architectures['ultralytics'] ?? []).filter((name) => !shipped.has(name))).toEqual([]);
  });
});

describe(isArchitecture, () => {
  it.each(['yolov5n', 'yolov5s-LeakyReLU', 'yolov5x6.yaml', 'yolov3-tiny'])('knows %s', (name) => {
    expect(isArchitecture('yolov5', name)).toBe(true);
  });

  it.each(['yolov5q', 'yolov5ss', 'yolov5s-seg', 'yolov5s.yml', 'yolov5', 'yolov8n', 'anchors', ''])(
    'does not take %j for one',
    (name) => {
      expect(isArchitecture('yolov5', name)).toBe(false);
    },
  );
});
