import { runScript } from '@detectory/setup/fail';
import { parseOptions } from '@detectory/setup/parse-options';
import { buildImage } from './src/build-image.mjs';
import { readContainer } from './src/container.mjs';
import { onInterrupt } from './src/on-interrupt.mjs';

const usage = `node tools/images/build.mjs <training|serving> [options]
  --base-image=REF   build on this image instead of the Dockerfile's default
  --node-image=REF   take Node from this image (training)
  --reproducible     no times in layers or settings: the same sources and base give the same image id
  --fresh            build from nothing, although an image of this content may be here`;

await runScript(async () => {
  const { values, positionals } = readOptions();
  if (values.help) return void console.log(usage);
  const container = readContainer(positionals[0]);
  const bases = { BASE_IMAGE: values['base-image'], NODE_IMAGE: values['node-image'] };
  const startedAt = Date.now();
  const { name, tag, sizeBytes, outcome } = await buildImage(container, { ...values, bases, signal: onInterrupt() });
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  console.log(
    `image: ${name}:${tag.slice(0, 12)} ${outcome} in ${seconds} s, ${(sizeBytes / 1e6).toFixed(0)} MB unpacked`,
  );
});

function readOptions() {
  const flag = { type: 'boolean', default: false };
  const options = {
    'base-image': { type: 'string' },
    'node-image': { type: 'string' },
    reproducible: { ...flag, default: process.env.DETECTORY_REPRODUCIBLE === '1' },
    fresh: flag,
    help: flag,
  };
  return parseOptions({ allowPositionals: true, options }, usage);
}
