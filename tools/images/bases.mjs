import { runScript } from '@detectory/setup/fail';
import { baseRecipes } from './src/base-recipes.mjs';
import { ensureBase } from './src/make-base.mjs';

// Makes the base images that stand in for the public ones where no image registry can be reached.
await runScript(async () => {
  for (const recipe of Object.values(baseRecipes)) {
    console.log(`bases: ${recipe.image}`);
    if (!(await ensureBase(recipe))) console.log('bases: there already');
  }
});
