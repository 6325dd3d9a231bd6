import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { explainRefusal } from '@detectory/setup/parse-options';
import { inspectImage, listImages, readImage } from './src/adapters/docker.mjs';
import { readEnvironment } from './src/adapters/read-environment.mjs';
import { readLock, readPolicy, root } from './src/adapters/workspace.mjs';
import { runMain, SupplyChainError, UsageError } from './src/errors.mjs';
import { describeImage } from './src/image/describe-image.mjs';
import { readRootfs } from './src/image/read-rootfs.mjs';
import { checkPolicy } from './src/licence/check-policy.mjs';
import { describeWorkspace } from './src/npm/workspace-artefacts.mjs';
import { describeEnvironment } from './src/python/describe-environment.mjs';
import { sbomFolder } from './src/report/collect-artefacts.mjs';
import { writeSbom } from './src/sbom/write-sbom.mjs';

const help = `npm run sbom [-- <what>]

Writes bills of materials (CycloneDX 1.6, JSON) to dist/sbom. The same input gives the same bytes.

  (nothing)              all of the below that is here; images by the names that \`nx run <kind>:image\` gives them
  workspace              what package-lock.json names
  environment            the Python environment for training
  image <reference>      an image that the engine has, read through \`docker export\`
  rootfs <tar|->         a file that \`docker export\` wrote

  --kind training|serving   which image it is; by default what its name says
  --bundle-meta <file>      esbuild's metafile of the bundle in it; by default containers/<kind>/bundle-meta.json
  --out <file>              instead of dist/sbom/<artefact>.cdx.json
  --check                   fail where policy.json does not allow a licence
  --stamp                   with the time and a serial number (other bytes each time)

Examples:
  npm run sbom -- image detectory-sagemaker-serving:latest --check
  docker export "$container" | npm run sbom -- rootfs - --kind training`;

/** @typedef {ReturnType<typeof parseOptions>['options']} Options */

await runMain(async () => {
  const { what, options } = parseOptions();
  if (options.help) return void console.log(help);
  const artefacts = await describe(what, options);
  let findings = 0;
  for (const artefact of artefacts) {
    const file = options.out ? resolve(options.out) : join(sbomFolder, `${artefact.id}.cdx.json`);
    await writeSbom(file, artefact, { stamp: options.stamp === true });
    console.log(`sbom: ${file}: ${artefact.parts.length} parts of ${artefact.name} ${artefact.version.slice(0, 19)}`);
    if (options.check && artefact.id !== 'workspace') findings += report(checkPolicy(artefact, readPolicy()));
  }
  return findings > 0 ? 1 : 0;
});

/**
 * @param {string[]} what
 * @param {Options} options
 */
async function describe([what, subject], options) {
  if (what === undefined) return describeAll(options);
  if (what === 'workspace' && !subject) return [ourWorkspace()];
  if (what === 'environment' && !subject) return [ourEnvironment()];
  if (what === 'image' && subject) return [await describeReference(subject, options)];
  if (what === 'rootfs' && subject) return [await describeTar(subject, options)];
  if ((what === 'image' || what === 'rootfs') && !subject)
    throw new UsageError(
      `${what} needs ${what === 'image' ? 'a reference, as in `npm run sbom -- image detectory-sagemaker-serving:latest`' : 'a file that `docker export` wrote, or - for stdin'}.`,
    );
  throw new UsageError(
    `\`${[what, subject].filter(Boolean).join(' ')}\` is not known. See \`npm run sbom -- --help\`.`,
  );
}

/** @param {Options} options */
async function describeAll(options) {
  if (options.out)
    throw new UsageError('--out names one file; say what to write to it: workspace, environment, image …');
  const names = ['training', 'serving'].map((kind) => `detectory-sagemaker-${kind}:latest`);
  const present = await listImages().catch((error) => {
    console.error(`sbom: no engine answers (${error.message})`);
    return /** @type {string[]} */ ([]);
  });
  const artefacts = [ourWorkspace(), ourEnvironment()];
  for (const name of names) {
    if (!present.includes(name)) console.error(`sbom: ${name} is left out: no such image here`);
    else artefacts.push(await describeReference(name, options));
  }
  return artefacts;
}

function ourWorkspace() {
  return describeWorkspace(readLock(), readPolicy().corrections);
}

function ourEnvironment() {
  return describeEnvironment(readEnvironment(), readPolicy().corrections);
}

/**
 * @param {string} reference
 * @param {Options} options
 */
async function describeReference(reference, options) {
  const kind = kindOf(reference, options);
  const { id } = await inspectImage(reference);
  const facts = await readImage(reference);
  return describeImage(facts, { ...about(kind, options), name: reference.replace(/[:@][^/]*$/, ''), version: id });
}

/**
 * @param {string} file
 * @param {Options} options
 */
async function describeTar(file, options) {
  const kind = kindOf(file, options);
  const facts = await readRootfs(file === '-' ? process.stdin : createReadStream(file));
  return describeImage(facts, { ...about(kind, options), name: `detectory-sagemaker-${kind}`, version: '0.1.0' });
}

/**
 * @param {string} kind
 * @param {Options} options
 */
function about(kind, options) {
  const metafile = options['bundle-meta'] ?? join(root, 'containers', kind, 'bundle-meta.json');
  if (!existsSync(metafile)) {
    if (options['bundle-meta'])
      throw new SupplyChainError(`${metafile} is missing; expected the metafile that esbuild wrote.`);
    console.error(`sbom: ${metafile} is missing; npm packages within the ${kind} bundle are left out`);
  }
  const bundle = existsSync(metafile)
    ? { metafile: JSON.parse(readFileSync(metafile, 'utf8')), lock: readLock() }
    : undefined;
  return { kind, corrections: readPolicy().corrections, bundle };
}

/**
 * @param {string} name
 * @param {Options} options
 */
function kindOf(name, { kind }) {
  const found = kind ?? /training|serving/.exec(name)?.[0];
  if (found === 'training' || found === 'serving') return found;
  throw new UsageError(
    `--kind is ${kind ?? 'missing'}; expected training or serving, because "${name}" does not say it.`,
  );
}

/** @param {readonly import('./src/types.js').Finding[]} findings */
function report(findings) {
  for (const { where, message } of findings) console.error(`error: ${where}: ${message}`);
  return findings.length;
}

function parseOptions() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        kind: { type: 'string' },
        'bundle-meta': { type: 'string' },
        out: { type: 'string' },
        check: { type: 'boolean' },
        stamp: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
    return { what: positionals, options: values };
  } catch (error) {
    throw new UsageError(`${explainRefusal(error)} See \`npm run sbom -- --help\`.`);
  }
}
