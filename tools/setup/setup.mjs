import { runScript } from './fail.mjs';
import { assertNode, ensurePackages } from './ensure-packages.mjs';
import { ensurePython } from './ensure-python.mjs';

/** Everything that Detectory needs and this machine lacks. @param {readonly ('training' | 'aws' | 'coco')[]} environments */
export async function setUp(environments) {
  assertNode();
  await ensurePackages();
  await ensurePython(environments);
}

if (process.argv[1] === new URL(import.meta.url).pathname)
  await runScript(async () => {
    await setUp(['training', 'aws', 'coco']);
    console.log('setup: ready');
  });
