import { createReadStream, createWriteStream, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { SetupError } from '@detectory/setup/fail';
import { run } from '@detectory/setup/run';
import { driver, jobs, python } from './places.mjs';

const generated = 10_000;

/** The folder of the generated job of 10,000 images: output.manifest, coco.json, coco1.json, names.json, images/. */
export async function ensureImageJob() {
  const folder = join(jobs, `images-${generated}`);
  if (existsSync(folder)) return folder;
  console.log(`bench: drawing a job of ${generated} images (700 MB, a minute)`);
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  const { code, output } = await run(python, [driver('generate_job.py'), String(generated), partial], { quiet: true });
  if (code !== 0) throw new SetupError(`generate_job.py ended with ${code}:\n${output.slice(-1000)}`);
  renameSync(partial, folder);
  return folder;
}

/** A manifest of so many lines: those of the generated job, as often as needed, under source-refs of their own. */
export async function ensureManifest(lines) {
  const job = await ensureImageJob();
  if (lines === generated) return join(job, 'output.manifest');
  const path = join(jobs, `lines-${lines}.manifest`);
  if (existsSync(path)) return path;
  await pipeline(Readable.from(repeatLines(join(job, 'output.manifest'), lines)), createWriteStream(`${path}.partial`));
  renameSync(`${path}.partial`, path);
  return path;
}

async function* repeatLines(manifest, lines) {
  let written = 0;
  for (let round = 0; written < lines; round++)
    for await (const line of createInterface({ input: createReadStream(manifest) })) {
      if (written++ >= lines) return;
      yield `${line.replace('/images/img_', `/images/r${round}_img_`)}\n`;
    }
}
