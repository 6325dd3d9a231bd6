import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from '@detectory/setup/fail';
import { baseRecipes } from './base-recipes.mjs';
import { docker } from './docker.mjs';

/**
 * The base images of a container: what the caller names, else the Dockerfile's default where the engine has it, else
 * the stand-in made by `npm run images:bases`, else the default pulled from its registry.
 * @param {import('./container.mjs').Container} container
 * @param {Readonly<Record<string, string | undefined>>} named by Dockerfile ARG
 * @returns {Promise<Record<string, { image: string, content: string, layers: readonly string[], isStandIn: boolean }>>}
 *   content: equal for equal bases; layers: digests
 */
export async function resolveBases({ folder, bases }, named) {
  const dockerfile = readFileSync(join(folder, 'Dockerfile'), 'utf8');
  const resolved = {};
  for (const [argument, recipe] of Object.entries(bases)) {
    const byDefault = new RegExp(`^ARG ${argument}=(\\S+)`, 'm').exec(dockerfile)?.[1];
    if (!byDefault)
      throw new SetupError(
        `${folder}/Dockerfile has no \`ARG ${argument}=…\`, which its package.json names as a base.`,
      );
    const standIn = baseRecipes[recipe]?.image;
    resolved[argument] = await resolveBase(named[argument] ? [named[argument]] : [byDefault, standIn], standIn);
  }
  return resolved;
}

async function resolveBase(candidates, standIn) {
  for (const image of candidates) {
    const described = await describe(image);
    if (described) return { image, ...described, isStandIn: image === standIn };
  }
  const [image] = candidates;
  await docker(['pull', '--platform', 'linux/amd64', image], { show: true });
  return { image, ...(await describe(image)), isStandIn: false };
}

/** Layers and settings, not the image's id: that holds the time of an import too. */
async function describe(image) {
  const format = '{{.Architecture}} {{json .RootFS.Layers}} {{json .Config.Env}}';
  const found = await docker(['image', 'inspect', '--format', format, image]).catch((error) => {
    if (/no such image/i.test(error.message)) return undefined;
    throw error;
  });
  if (!found) return undefined;
  const [architecture, layers] = found.split(' ', 2);
  if (architecture !== 'amd64')
    throw new SetupError(
      `The base ${image} is made for ${architecture}; SageMaker runs amd64. Pull it with --platform linux/amd64.`,
    );
  return { content: found, layers: JSON.parse(layers) };
}
