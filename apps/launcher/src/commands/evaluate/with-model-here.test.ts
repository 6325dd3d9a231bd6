import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { withModelHere } from './with-model-here.js';

const storage = { copy: (from: string, to: string) => writeFile(to, from) };

describe(withModelHere, () => {
  it.each([
    ['s3://bucket/runs/garden-1', 's3://bucket/runs/garden-1/model.tar.gz', /model\.tar\.gz$/],
    ['s3://bucket/runs/garden-1/', 's3://bucket/runs/garden-1/model.tar.gz', /model\.tar\.gz$/],
    ['s3://bucket/best.onnx', 's3://bucket/best.onnx', /best\.onnx$/],
  ])('copies %s here, and takes the copy away again', async (model, copied, name) => {
    let place = '';
    const read = (path: string) => Promise.resolve(readFileSync((place = path), 'utf8'));
    expect(await withModelHere(model, read, storage)).toBe(copied);
    expect(place).toMatch(name);
    expect(existsSync(place)).toBe(false);
  });

  it('leaves a model on this machine where it is', async () => {
    expect(await withModelHere('runs/garden-1', (path) => Promise.resolve(path), storage)).toBe('runs/garden-1');
  });
});
