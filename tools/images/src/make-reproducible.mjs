import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { create, extract } from 'tar';
import { docker } from './docker.mjs';
import { normaliseLayer } from './normalise-layer.mjs';

/** When everything in a reproducible image was made: the start of Unix time. */
const epoch = '1970-01-01T00:00:00Z';

/**
 * Loads a copy of an image without times: each layer's files and the settings' history are dated alike, so that what is
 * left depends on the content alone. Layers that come with the base stay as they are, and are shared with it.
 * @param {string} source the image as it was built
 * @param {string} target the copy's name and tag; it appears whole or not at all
 * @param {{ baseLayers: readonly string[], signal?: AbortSignal }} options digests of the bases' layers
 */
export async function makeReproducible(source, target, { baseLayers, signal }) {
  const folder = await mkdtemp(join(process.env.DETECTORY_TMP ?? tmpdir(), 'detectory-image-'));
  try {
    await docker(['save', '--output', join(folder, 'source.tar'), source], { signal });
    await extract({ file: join(folder, 'source.tar'), cwd: folder });
    await rm(join(folder, 'source.tar'));
    const files = await rewrite(folder, target, { baseLayers, signal });
    await create({ cwd: folder, file: join(folder, 'target.tar'), portable: true }, files);
    await docker(['load', '--quiet', '--input', join(folder, 'target.tar')], { signal });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Writes the copy's layers, settings and manifest into the folder and answers their names. */
async function rewrite(folder, target, { baseLayers, signal }) {
  const [{ Config, Layers }] = await readJson(join(folder, 'manifest.json'));
  const config = await readJson(join(folder, Config));
  const layers = [];
  for (const [index, layer] of Layers.entries()) {
    const diffId = config.rootfs.diff_ids[index];
    const name = `layer-${index}.tar`;
    if (baseLayers.includes(diffId)) layers.push({ name: layer, diffId });
    else layers.push({ name, diffId: await rewriteLayer(join(folder, layer), join(folder, name), signal) });
  }
  const text = JSON.stringify(withoutTimes(config, layers));
  const configName = `${createHash('sha256').update(text).digest('hex')}.json`;
  const manifest = [{ Config: configName, RepoTags: [target], Layers: layers.map(({ name }) => name) }];
  await writeFile(join(folder, configName), text);
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
  return ['manifest.json', configName, ...layers.map(({ name }) => name)];
}

async function rewriteLayer(from, to, signal) {
  const hash = createHash('sha256');
  const counted = async function* (chunks) {
    for await (const chunk of chunks) {
      hash.update(chunk);
      yield chunk;
    }
  };
  await pipeline(createReadStream(from), normaliseLayer, counted, createWriteStream(to), { signal });
  return `sha256:${hash.digest('hex')}`;
}

/** The fields that depend on content alone; BuildKit's own record of the build goes. */
function withoutTimes({ architecture, os, config, history }, layers) {
  const rootfs = { type: 'layers', diff_ids: layers.map(({ diffId }) => diffId) };
  const dated = (history ?? []).map((step) => ({ ...step, created: epoch }));
  return { architecture, os, created: epoch, config, history: dated, rootfs };
}

async function readJson(file) {
  return JSON.parse(await readFile(file, 'utf8'));
}
