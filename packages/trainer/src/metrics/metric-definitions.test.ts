import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { objectiveMetric } from '../tune/tuning-request.js';
import { metricDefinitions } from './format-metric-line.js';

/** What is told to those who start jobs with another client. */
const page = readFileSync(fileURLToPath(new URL('../../../../docs/train/metrics.md', import.meta.url)), 'utf8');

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

  // What Ultralytics prints in the place of obj_loss; its own log is read where it runs, in tools/e2e.
  it.each(metricDefinitions.filter(({ Name }) => Name.endsWith('dfl_loss')))(
    "read nothing for $Name, which YOLOv5 doesn't have",
    ({ Regex }) => {
      expect(lines.filter((line) => new RegExp(Regex).test(line))).toEqual([]);
    },
  );

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

  it('are the ones that docs/train/metrics.md names, as many as it says, with the expression that it shows', () => {
    const table = page.match(/^\| (?:training|validation).*$/gm)?.join() ?? '';
    const names = [...table.matchAll(/`([^`]+)`/g)].map(([, name]) => name);
    expect(names.sort()).toEqual(metricDefinitions.map(({ Name }) => Name).sort());
    expect(page).toContain(` ${metricDefinitions.length} definitions `);
    const shown = /^\{ "Name": .*$/m.exec(page)?.[0] ?? '{}';
    expect(metricDefinitions).toContainEqual(JSON.parse(shown));
  });

  it('have the objective of tune among them, and the page names it', () => {
    expect(metricDefinitions.map(({ Name }) => Name)).toContain(objectiveMetric);
    expect(page).toContain(`\`detectory-launch tune\` maximises \`${objectiveMetric}\``);
  });
});
