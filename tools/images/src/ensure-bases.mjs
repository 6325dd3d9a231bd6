import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { baseRecipes } from './base-recipes.mjs';
import { containerKinds, readContainer } from './container.mjs';
import { docker } from './docker.mjs';
import { ensureDebianPackages } from './ensure-debian-packages.mjs';
import { ensureBase } from './make-base.mjs';

const pullLimitMs = 300_000;

/** The public bases where their registry answers, else stand-ins of them made from Debian's packages. */
export async function ensureBases() {
  for (const [name, recipe] of Object.entries(baseRecipes)) {
    if (await isPublicBaseHere(name)) continue;
    await ensureDebianPackages({ '/usr/bin/mmdebstrap': 'mmdebstrap' });
    const startedAt = Date.now();
    const isNew = await ensureBase(recipe);
    console.log(
      `bases: ${recipe.image} ${isNew ? `made in ${((Date.now() - startedAt) / 1000).toFixed(0)} s` : 'is there'}`,
    );
  }
}

async function isPublicBaseHere(name) {
  for (const image of publicBases(name)) {
    const signal = AbortSignal.timeout(pullLimitMs);
    const found = await docker(['pull', '--quiet', '--platform', 'linux/amd64', image], { signal }).catch(
      () => undefined,
    );
    if (!found) return false;
  }
  return true;
}

/** The defaults of every Dockerfile ARG that this stand-in may take the place of. */
function publicBases(name) {
  return containerKinds().flatMap((kind) => {
    const { folder, bases } = readContainer(kind);
    const dockerfile = readFileSync(join(folder, 'Dockerfile'), 'utf8');
    return Object.entries(bases)
      .filter(([, recipe]) => recipe === name)
      .map(([argument]) => new RegExp(`^ARG ${argument}=(\\S+)`, 'm').exec(dockerfile)?.[1] ?? '');
  });
}
