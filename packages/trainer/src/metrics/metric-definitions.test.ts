import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { metricDefinitions } from './format-metric-line.js';

/** The log of a real run of YOLOv5 through our control program, as CloudWatch gets it. */
const log = readFileSync(fileURLToPath(new URL('../../tests/fixtures/train.log', import.meta.url)), 'utf8');
const lines = log.split('\n');
const epochs = lines.filter((line) => line.startsWith('[detectory] epoch=')).length;

describe('Metrics: the shipped definitions', () => {
  it('keep within SageMaker limits: 40 definitions, names of 255, expressions of 500 characters, one group each', () => {
    expect(metricDefinitions.length).toBeLessThanOrEqual(40);
    for (const { Name, Regex } of metricDefinitions) {
      expect(Name.length).toBeLessThanOrEqual(255);
      expect(Regex.length).toBeLessThanOrEqual(500);
      expect(new RegExp(`${Regex}|`).exec('')).toHaveLength(2);
    }
  });

  it('have a real log to read, with all that YOLOv5 prints', () => {
    expect(epochs).toBeGreaterThanOrEqual(4);
    expect(lines.length).toBeGreaterThan(5 * epochs);
    expect(log).toContain('Epoch');
  });

  it.each(metricDefinitions.filter(({ Name }) => !Name.endsWith('dfl_loss')))(
    'read $Name once in every epoch of a real log, and nowhere else',
    ({ Name, Regex }) => {
      const name = Name.replace(':', '/');
      const read = lines.flatMap((line) => new RegExp(Regex).exec(line)?.[1] ?? []);
      const said = lines.flatMap((line) => new RegExp(` ${name}=([^;]*);`).exec(line)?.[1] ?? []);
      expect(read).toHaveLength(epochs);
      expect(read).toEqual(said);
      expect(read.map(Number).every(Number.isFinite)).toBe(true);
    },
  );

  it('HPO: read what a tuning job takes as its objective every epoch', () => {
    expect(metricDefinitions.map(({ Name }) => Name)).toEqual(expect.arrayContaining(['val:mAP50_95', 'val:fitness']));
  });
});
