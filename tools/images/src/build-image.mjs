import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashContext, packContext } from './build-context.mjs';
import { docker } from './docker.mjs';
import { makeReproducible } from './make-reproducible.mjs';
import { resolveBases } from './resolve-bases.mjs';
import { keepImage, restoreImage } from './restore-image.mjs';

/**
 * @typedef {object} ImageRecord what `image.json` says of the image that belongs to the present sources
 * @property {string} name
 * @property {string} tag sha256 of the build context and the bases, 64 hexadecimal digits
 * @property {string} imageId
 * @property {string} baseImage
 * @property {number} sizeBytes unpacked
 *
 * @typedef {object} BuildOptions
 * @property {Readonly<Record<string, string | undefined>>} [bases] by Dockerfile ARG
 * @property {boolean} [reproducible] no times in layers or settings: the same context and base give the same image id
 * @property {boolean} [fresh] build from nothing, whatever is there
 * @property {AbortSignal} [signal]
 */

/**
 * Builds a container's image unless one of the same content is here or can be had, and writes its record.
 * @param {import('./container.mjs').Container} container
 * @param {BuildOptions} [options]
 * @returns {Promise<ImageRecord & { outcome: 'unchanged' | 'restored' | 'built' }>}
 */
export async function buildImage(container, { bases: named = {}, reproducible = false, fresh = false, signal } = {}) {
  const bases = await resolveBases(container, named);
  const context = await packContext(container);
  const tag = hashContext(context, bases);
  const reference = `${container.image}:${tag}`;
  const restored = fresh ? undefined : await restoreImage(container, reference, signal);
  if (!restored) {
    await build({ reference, context, bases, reproducible, fresh, signal });
    await keepImage(reference);
  }
  await docker(['tag', reference, `${container.image}:latest`]);
  const record = await describeImage(container, tag, bases);
  await writeRecord(container, record);
  return { ...record, outcome: restored ?? 'built' };
}

/** Nothing is tagged before the build is whole: the engine may end one although its client was interrupted. */
async function build({ reference, context, bases, reproducible, fresh, signal }) {
  const imageId = await buildUntagged({ context, bases: Object.entries(bases), fresh, signal });
  if (!reproducible) return void (await docker(['tag', imageId, reference]));
  const made = `${reference.split(':')[0]}:making-${process.pid}`;
  await docker(['tag', imageId, made]);
  try {
    const baseLayers = Object.values(bases).flatMap(({ layers }) => layers);
    await makeReproducible(made, reference, { baseLayers, signal });
  } finally {
    await docker(['rmi', '--force', made]);
  }
}

async function buildUntagged({ context, bases, fresh, signal }) {
  const folder = await mkdtemp(join(tmpdir(), 'detectory-image-id-'));
  try {
    const idFile = join(folder, 'id');
    const args = ['build', '--platform', 'linux/amd64', '--iidfile', idFile];
    for (const [argument, { image }] of bases) args.push('--build-arg', `${argument}=${image}`);
    // Where no registry can be reached, the engine's own network seldom leads to the package registries either.
    if (bases.some(([, { isStandIn }]) => isStandIn)) args.push('--network', 'host');
    if (fresh) args.push('--no-cache');
    await docker([...args, '-'], { input: context, show: true, signal });
    return (await readFile(idFile, 'utf8')).trim();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function describeImage({ image }, tag, bases) {
  const format = '{{.Id}} {{.Size}}';
  const [imageId, size] = (await docker(['image', 'inspect', '--format', format, `${image}:${tag}`])).split(' ');
  return { name: image, tag, imageId, baseImage: bases.BASE_IMAGE.image, sizeBytes: Number(size) };
}

async function writeRecord({ folder }, record) {
  const temporary = join(folder, `image.json.${process.pid}`);
  await writeFile(temporary, `${JSON.stringify(record, undefined, 2)}\n`);
  await rename(temporary, join(folder, 'image.json'));
}
