import { invokeEndpoint } from '@detectory/deployer';
import { createProgress, printJson } from '@detectory/terminal';
import { Command, Option } from 'commander';
import { draw, prepareDrawFolder } from './invoke/draw-detections.js';
import type { InvokedImage } from './invoke/invoked-image.js';
import { printInvokedImages } from './invoke/print-invoked-images.js';
import { readImage } from './invoke/read-image.js';
import { toEndpointUrl } from './invoke/to-endpoint-url.js';
import { parseShare } from './parse-share.js';

interface InvokeFlags {
  readonly draw?: string;
  readonly confidence?: number;
  readonly json?: boolean;
}

const examples = `
Examples:
  detectory-launch invoke http://127.0.0.1:8080 photo.jpg
  detectory-launch invoke http://127.0.0.1:8080 photos/*.jpg --draw drawn --confidence 0.4
  detectory-launch invoke http://127.0.0.1:8080 photo.jpg --json | jq '.[0].detections'`;

export function createInvokeCommand(): Command {
  return new Command('invoke')
    .description('Sends photos to an endpoint and shows what it finds.')
    .argument('<url>', "the endpoint's address, such as http://127.0.0.1:8080")
    .argument('<image...>', 'JPEG, PNG or WebP files, or s3:// URIs of them')
    .option('--draw <dir>', 'write each photo with its boxes drawn into this folder')
    .addOption(new Option('--confidence <x>', 'show only detections of at least this confidence').argParser(parseShare))
    .option('--json', 'print one JSON document instead of a table')
    .addHelpText('after', examples)
    .action((url: string, images: string[], flags: InvokeFlags) => invoke(url, images, flags));
}

async function invoke(endpoint: string, images: readonly string[], flags: InvokeFlags): Promise<void> {
  const url = toEndpointUrl(endpoint);
  if (flags.draw) await prepareDrawFolder(flags.draw);
  const progress = createProgress({ label: 'Invoking', total: images.length, unit: 'photos' });
  const invoked: InvokedImage[] = [];
  for (const image of images) {
    invoked.push(await invokeOne(url, image, flags));
    progress.update(invoked.length, image);
  }
  progress.finish();
  if (flags.json) printJson(invoked);
  else printInvokedImages(invoked);
}

async function invokeOne(
  url: string,
  image: string,
  { draw: folder, confidence = 0 }: InvokeFlags,
): Promise<InvokedImage> {
  const bytes = await readImage(image);
  const startedAt = performance.now();
  const found = await invokeEndpoint({ url, image: bytes, imageName: image });
  const durationMs = performance.now() - startedAt;
  const detections = found.filter((record) => record.confidence >= confidence);
  const drawn = folder ? { drawn: await draw(bytes, image, detections, folder) } : {};
  return { image, durationMs: Number(durationMs.toFixed(1)), detections, ...drawn };
}
