import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ModelUnusableError, ModelUrlNotFoundError } from '@detectory/endpoint-handler/hosting';
import { ModelsFolderMissingError } from '../errors.js';
import { assertModelsFolder } from './assert-models-folder.js';
import { confineModelUrl } from './confine-model-url.js';
import { estimateModelBytes } from './estimate-model-bytes.js';
import { findModel } from './find-model.js';

let folder: string;
let models: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'detectory-test-')));
  models = join(folder, 'models');
  mkdirSync(join(models, 'a', 'model'), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

describe(assertModelsFolder, () => {
  it('takes a folder, and nothing else', async () => {
    writeFileSync(join(folder, 'file'), '');
    await assertModelsFolder(models);
    for (const name of ['file', 'none'])
      await expect(assertModelsFolder(join(folder, name))).rejects.toThrow(ModelsFolderMissingError);
  });
});

describe(confineModelUrl, () => {
  it('takes what lies below the folder', async () => {
    expect(await confineModelUrl(join(models, 'a', 'model'), models)).toBe(join(models, 'a', 'model'));
    expect(await confineModelUrl('a/model', models)).toBe(join(models, 'a', 'model'));
  });

  it.each(['../secret', '/etc/passwd', 'a/../../secret', '.', '', '..'])('refuses %j', async (url) => {
    await expect(confineModelUrl(url, models)).rejects.toThrow(ModelUnusableError);
  });

  it('refuses a folder whose name only begins alike', async () => {
    mkdirSync(join(folder, 'models-2'));
    await expect(confineModelUrl(join(folder, 'models-2'), models)).rejects.toThrow(ModelUnusableError);
  });

  it('refuses a link that leads out, and follows the folder being one', async () => {
    symlinkSync('/etc', join(models, 'out'));
    await expect(confineModelUrl(join(models, 'out', 'passwd'), models)).rejects.toThrow(/leads out of/);
    symlinkSync(models, join(folder, 'link'));
    expect(await confineModelUrl(join(folder, 'link', 'a'), join(folder, 'link'))).toBe(join(models, 'a'));
  });

  it('says that nothing is there', async () => {
    await expect(confineModelUrl('none', models)).rejects.toThrow(ModelUrlNotFoundError);
  });
});

describe(findModel, () => {
  it('finds a folder, an archive or a file by its name, with or without the ending', async () => {
    writeFileSync(join(models, 'b.tar.gz'), '');
    writeFileSync(join(models, 'c.onnx'), '');
    expect(await findModel(models, 'a')).toBe(join(models, 'a'));
    expect(await findModel(models, 'b')).toBe(join(models, 'b.tar.gz'));
    expect(await findModel(models, 'b.tar.gz')).toBe(join(models, 'b.tar.gz'));
    expect(await findModel(models, 'c')).toBe(join(models, 'c.onnx'));
    expect(await findModel(models, 'd')).toBeUndefined();
  });

  it('finds one below a folder that is given relative to the working directory, where its url is looked for', async () => {
    const given = relative(process.cwd(), models);
    const found = await findModel(given, 'a');
    expect(await confineModelUrl(found ?? '', given)).toBe(join(models, 'a'));
  });

  it.each(['', '.', '..', '.hidden', 'a/model', '../models/a', 'a\\b', 'a\0'])('finds nothing for %j', async (name) => {
    expect(await findModel(models, name)).toBeUndefined();
  });
});

describe(estimateModelBytes, () => {
  it('grows with the weights and with the threads, and leaves other files out', async () => {
    writeFileSync(join(models, 'a', 'model.onnx'), new Uint8Array(1_000_000));
    writeFileSync(join(models, 'a', 'best.pt'), new Uint8Array(5_000_000));
    const one = await estimateModelBytes(join(models, 'a'), 1);
    expect(one).toBe(await estimateModelBytes(join(models, 'a', 'model.onnx'), 1));
    expect(await estimateModelBytes(join(models, 'a'), 3)).toBe(3 * one);
    expect(one).toBeGreaterThan(1_000_000);
  });
});
