import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ModelManifest, OpenedModel } from '@detectory/inference-core';
import { verifyModelFiles } from './verify-model-files.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'detectory-test-'));
  mkdirSync(join(folder, 'code'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(path: string, content: string) {
  writeFileSync(join(folder, path), content);
  return { path, sizeBytes: content.length, sha256: createHash('sha256').update(content).digest('hex') };
}

function opened(files: ModelManifest['files']): OpenedModel {
  const manifest = { exports: [{ file: 'model.onnx' }], files } as unknown as ModelManifest;
  return { manifest, resolveFile: (file) => join(folder, file), close: () => Promise.resolve() };
}

describe(verifyModelFiles, () => {
  it('lets a model pass whose files are those that it names', async () => {
    const files = [put('model.onnx', 'weights'), put('code/handler.mjs', 'export {}')];
    await expect(verifyModelFiles(opened(files), 'm')).resolves.toBeUndefined();
    await expect(verifyModelFiles(opened([]), 'm')).resolves.toBeUndefined();
  });

  it.each(['model.onnx', 'code/handler.mjs'])('refuses a model whose %s was changed or is gone', async (path) => {
    const file = put(path, 'first');
    put(path, 'other');
    await expect(verifyModelFiles(opened([file]), 'm')).rejects.toThrow(/is not the file that model.json describes/);
    rmSync(join(folder, path));
    await expect(verifyModelFiles(opened([file]), 'm')).rejects.toThrow(/can't be read there/);
  });

  it('leaves files alone that it does not read', async () => {
    const checkpoint = put('best.pt', 'first');
    rmSync(join(folder, 'best.pt'));
    await expect(verifyModelFiles(opened([checkpoint]), 'm')).resolves.toBeUndefined();
  });
});
