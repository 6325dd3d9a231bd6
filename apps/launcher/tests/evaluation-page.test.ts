import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { type PageRequest, writePage } from '../src/commands/evaluate/write-page.js';
import { useLaunchWorld } from './launch-world.js';

vi.mock('@detectory/inference-core/evaluation-page', () => ({ renderEvaluationPage: () => '<html>' }));
vi.mock('@detectory/trainer/evaluation', () => ({ toPagePhotos: () => Promise.resolve([]) }));

const world = useLaunchWorld();
const write = (out: string) => writePage({ out, data: 'garden', split: 'val' } as PageRequest);

describe(writePage, () => {
  it.each([
    ['pages', 'pages/evaluation.html'],
    ['pages/of/may.html', 'pages/of/may.html'],
  ])('writes the page of --out %s into the file %s', async (out, file) => {
    expect([await write(out), world.said()]).toEqual([file, '']);
    expect(readFileSync(file, 'utf8')).toBe('<html>');
  });

  it('says that it takes the place of a page that was there', async () => {
    writeFileSync('may.html', 'the one before');
    await write('may.html');
    expect(world.said()).toBe('may.html was there already and has been replaced.\n');
    expect(readFileSync('may.html', 'utf8')).toBe('<html>');
  });

  it.each([
    ['s3://bucket/pages', 's3://bucket/pages/evaluation.html'],
    ['s3://bucket/may.html', 's3://bucket/may.html'],
  ])('writes the page of --out %s to %s', async (out, uri) => {
    world.answers = { PUT: () => ({}) };
    expect([await write(out), world.said()]).toEqual([uri, '']);
    expect(world.asked.filter((operation) => operation !== 'HEAD')).toEqual(['PUT']);
  });
});
