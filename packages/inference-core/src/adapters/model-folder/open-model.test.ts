import { existsSync } from 'node:fs';
import * as files from 'node:fs/promises';
import { join } from 'node:path';
import { create } from 'tar';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ModelInvalidError, ModelNotFoundError, ModelStorageError } from '../../errors.js';
import { fusedManifest, rawYolov5Onnx, temporaryFolder, writeFusedModel } from '../../testing/sample-models.js';
import { openModel } from './open-model.js';

vi.mock('node:fs/promises', { spy: true });

const { mkdir, readdir, readFile, rm, symlink, writeFile } = files;

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => rm(folder, { recursive: true }));

const row = [0, 0, 10, 10, 0.9, 1, 0];

describe(openModel, () => {
  it('opens a folder with model.json', async () => {
    const model = await openModel(await writeFusedModel(folder, []));
    expect(model.manifest).toEqual(fusedManifest());
    expect(model.resolveFile('model.onnx')).toBe(join(folder, 'model.onnx'));
  });

  it('opens an archive, and removes what it extracted', async () => {
    await writeFusedModel(folder, []);
    const archive = join(folder, 'model.tar.gz');
    await create({ file: archive, cwd: folder, gzip: true }, ['model.json', 'model.onnx']);
    const model = await openModel(archive);
    const extracted = model.resolveFile('model.onnx');
    expect(existsSync(extracted)).toBe(true);
    await model.close();
    expect(existsSync(extracted)).toBe(false);
  });

  it('opens the archive in the folder of a run, and none within an archive', async () => {
    await writeFusedModel(folder, []);
    const run = join(folder, 'garden-1');
    await mkdir(run);
    await create({ file: join(run, 'model.tar.gz'), cwd: folder, gzip: true }, ['model.json', 'model.onnx']);
    const model = await openModel(run);
    expect(model.manifest).toEqual(fusedManifest());
    await model.close();
    const outer = join(folder, 'outer.tar.gz');
    await create({ file: outer, cwd: run, gzip: true }, ['model.tar.gz']);
    await expect(openModel(outer)).rejects.toThrow(/holds no model\.json and no \.onnx file/);
  });

  it('opens a bare .onnx, and a folder with exactly one', async () => {
    await writeFile(join(folder, 'best.onnx'), rawYolov5Onnx([row]));
    await writeFile(join(folder, 'notes.txt'), 'ignored');
    expect((await openModel(join(folder, 'best.onnx'))).manifest.classNames).toEqual(['drill', 'hammer']);
    expect((await openModel(folder)).manifest.exports[0]?.file).toBe('best.onnx');
  });

  it('refuses a folder with neither model.json nor exactly one .onnx', async () => {
    await expect(openModel(folder)).rejects.toThrow(
      /no model.json and no .onnx file; expected a model.json, or exactly one/,
    );
    await writeFile(join(folder, 'a.onnx'), '');
    await writeFile(join(folder, 'b.onnx'), '');
    await expect(openModel(folder)).rejects.toThrow(/2 .onnx files \(a.onnx, b.onnx\)/);
  });

  it('says what is missing or of another kind', async () => {
    await expect(openModel(join(folder, 'none'))).rejects.toThrow(ModelNotFoundError);
    await writeFile(join(folder, 'best.pt'), 'x');
    await expect(openModel(join(folder, 'best.pt'))).rejects.toThrow(/detectory-launch import/);
    await writeFile(join(folder, 'model.json'), '{');
    await expect(openModel(folder)).rejects.toThrow(/not JSON/);
    await writeFile(join(folder, 'model.json'), JSON.stringify(fusedManifest()));
    await expect(openModel(folder)).rejects.toThrow(/names model.onnx, which is missing/);
  });

  it.each(['stat', 'readdir', 'readFile'] as const)(
    'blames the machine where %s finds too many open files',
    async (call) => {
      await writeFusedModel(folder, []);
      const fault = Object.assign(new Error('EMFILE: open'), { code: 'EMFILE' });
      vi.mocked(files[call] as () => Promise<unknown>).mockRejectedValueOnce(fault);
      const error: unknown = await openModel(folder).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(ModelStorageError);
      expect((error as Error).message).toContain(`${folder} can't be read in `);
      expect((error as Error).message).toContain('too many files are open (EMFILE). Raise the limit');
    },
  );

  it("leaves an archive's checkpoint in it, and takes out what user code may read", async () => {
    const source = join(folder, 'm');
    await mkdir(source);
    await writeFusedModel(source, []);
    await writeFile(join(source, 'best.pt'), 'x');
    await mkdir(join(source, 'code'));
    await writeFile(join(source, 'code/prices.json'), '{}');
    const archive = join(folder, 'with-checkpoint.tar.gz');
    await create({ file: archive, cwd: source, gzip: true }, ['model.json', 'model.onnx', 'best.pt', 'code']);
    const model = await openModel(archive);
    expect((await readdir(model.resolveFile(''))).sort()).toEqual(['code', 'model.json', 'model.onnx']);
    expect(await readFile(model.resolveFile('code/prices.json'), 'utf8')).toBe('{}');
    await model.close();
  });

  it('refuses a damaged archive, and one with a link in it', async () => {
    const archive = join(folder, 'bad.tar.gz');
    await writeFile(archive, 'no archive');
    await expect(openModel(archive)).rejects.toThrow(ModelInvalidError);
    await mkdir(join(folder, 'm'));
    await writeFusedModel(join(folder, 'm'), []);
    await symlink('/etc/passwd', join(folder, 'm', 'link'));
    await create({ file: archive, cwd: join(folder, 'm'), gzip: true }, ['model.json', 'link']);
    await expect(openModel(archive)).rejects.toThrow(/holds a SymbolicLink \(link\)/);
  });

  it('refuses an archive that writes outside of its folder', async () => {
    await mkdir(join(folder, 'm'));
    await writeFusedModel(folder, []);
    const archive = join(folder, 'up.tar.gz');
    await create({ file: archive, cwd: join(folder, 'm'), gzip: true, preservePaths: true }, ['../model.json']);
    await expect(openModel(archive)).rejects.toThrow(/an entry outside of it/);
  });
});
