import type { Stats } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { ModelInvalidError, ModelNotFoundError } from '../../errors.js';
import { describeBareOnnx } from '../../model/describe-bare-onnx.js';
import { type ModelManifest, parseModelManifest } from '../../model/model-manifest.js';
import type { OpenedModel } from '../../model/opened-model.js';
import { extractArchive } from './extract-archive.js';
import { toStorageError } from './storage-fault.js';

export interface OpenModelOptions {
  /** Where archives are extracted; by default the system's temporary folder. */
  readonly temporaryFolder?: string;
}

/**
 * Opens a model: a folder or a `.tar.gz` with `model.json`, a bare `.onnx`, a folder with exactly one `.onnx`, or with a `model.tar.gz`,
 * as that of a run is. Other files beside them are left alone. An archive is extracted into a temporary folder, which `close` removes, without its PyTorch
 * checkpoints.
 * @throws ModelNotFoundError when there is nothing at `path`; ModelInvalidError when it holds no model that can be served;
 * ModelStorageError where the machine won't let it be read
 */
export async function openModel(path: string, options: OpenModelOptions = {}): Promise<OpenedModel> {
  try {
    return await openAt(path, options);
  } catch (error) {
    throw toStorageError(error, `${path} can't be read`, dirname(resolve(path))) ?? error;
  }
}

async function openAt(path: string, options: OpenModelOptions): Promise<OpenedModel> {
  const absolute = resolve(path);
  const found = await look(absolute);
  if (!found)
    throw new ModelNotFoundError(`There is no model at ${path}. Give a folder, a model.tar.gz or an .onnx file.`);
  if (found.isDirectory()) return openFolderOrRun(absolute, path, options);
  if (/\.(tar\.gz|tgz)$/i.test(path)) return openArchive(absolute, path, options);
  if (isOnnx(path)) return openBareOnnx(absolute);
  throw new ModelInvalidError(
    `${path} is not a model that can be served; expected a folder, a model.tar.gz or an .onnx file. ` +
      'Turn a PyTorch .pt into one with `detectory-launch import`.',
  );
}

/** What is there; `undefined` where nothing is, but not where the machine refuses to tell. */
async function look(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    if (toStorageError(error, path, path)) throw error;
    return undefined;
  }
}

/** The folder of a run has its model in an archive. */
async function openFolderOrRun(folder: string, shown: string, options: OpenModelOptions): Promise<OpenedModel> {
  const names = await readdir(folder);
  const isModel = names.some((name) => name === 'model.json' || isOnnx(name));
  if (isModel || !names.includes(archiveName)) return openFolder(folder, shown);
  return openArchive(join(folder, archiveName), join(shown, archiveName), options);
}

const archiveName = 'model.tar.gz';
const isOnnx = (name: string): boolean => /\.onnx$/i.test(name);

async function openFolder(folder: string, shown: string): Promise<OpenedModel> {
  const names = await readdir(folder);
  if (names.includes('model.json')) return openManifest(folder, shown);
  const [onnx, ...others] = names.filter(isOnnx);
  if (onnx && others.length === 0) return openBareOnnx(join(folder, onnx));
  const problem = onnx ? `${others.length + 1} .onnx files (${[onnx, ...others].join(', ')})` : 'no .onnx file';
  throw new ModelInvalidError(
    `${shown} holds no model.json and ${problem}; expected a model.json, or exactly one .onnx. ` +
      'Point to the folder that `detectory-launch train` or `import` made, or to one .onnx file.',
  );
}

async function openManifest(folder: string, shown: string): Promise<OpenedModel> {
  const manifest = parseModelManifest(await readJson(join(folder, 'model.json'), shown));
  await assertFilesExist(folder, manifest, shown);
  return { manifest, resolveFile: (file) => join(folder, file), close: () => Promise.resolve() };
}

async function readJson(file: string, shown: string): Promise<unknown> {
  const text = await readFile(file, 'utf8');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ModelInvalidError(`model.json in ${shown} is not JSON. Copy or make the model again.`, { cause });
  }
}

async function assertFilesExist(folder: string, manifest: ModelManifest, shown: string): Promise<void> {
  for (const { file } of manifest.exports) {
    const found = await look(join(folder, file));
    if (!found?.isFile())
      throw new ModelInvalidError(
        `model.json in ${shown} names ${file}, which is missing there. Copy or make the model again.`,
      );
  }
}

async function openArchive(
  archive: string,
  shown: string,
  { temporaryFolder }: OpenModelOptions,
): Promise<OpenedModel> {
  const extracted = await extractArchive(archive, shown, { temporaryFolder, isWanted: isForServing });
  try {
    const model = await openFolder(extracted.folder, shown);
    return { ...model, close: extracted.remove };
  } catch (error) {
    await extracted.remove();
    throw error;
  }
}

/** PyTorch's checkpoint travels with the exports; a server never opens one, and it would take as long to write as an export. */
const isForServing = (path: string): boolean => !/\.pt$/i.test(path);

async function openBareOnnx(file: string): Promise<OpenedModel> {
  const manifest = describeBareOnnx(basename(file), await readFile(file));
  return { manifest, resolveFile: (name) => join(dirname(file), name), close: () => Promise.resolve() };
}
