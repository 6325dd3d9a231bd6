/* eslint-disable @nx/enforce-module-boundaries -- what installs the packages can't be imported as one */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, relative } from 'node:path';
import { runScript, SetupError } from '../setup/fail.mjs';
import { parseOptions } from '../setup/parse-options.mjs';
import { run } from '../setup/run.mjs';
import { setUp } from '../setup/setup.mjs';
import { root } from '../setup/workspace.mjs';
import { announce, product, withServer } from './stage.mjs';

const usage = `npm run demo
  Draws labelled photos of a workbench, builds a dataset, trains YOLOv5, serves the model, calls it over HTTP and measures it.
  Takes minutes; what it makes is in demo-output/, which it empties first. DETECTORY_WEIGHTS_DIR names a folder with yolov5n.pt.`;

const weightsName = 'yolov5n.pt';
const recipes = {
  finetune: { weights: weightsName, epochs: 20, hyp: 'hyp-finetune.yaml', goal: 0.8 },
  scratch: { weights: 'none', epochs: 45, hyp: 'hyp-scratch.yaml', goal: 0.5 },
};
const out = join(root, 'demo-output');
const at = (...parts) => relative(root, join(out, ...parts));

/** Labels in, detections out: every stage is the product's own command. */
async function demo() {
  const { values } = parseOptions({ options: { help: { type: 'boolean' } } }, usage);
  if (values.help) return void console.log(usage);
  process.chdir(root);
  await setUp(['training']);
  await build();
  rmSync(out, { recursive: true, force: true });
  await draw();
  const dataset = await prepare();
  const recipe = (await canHaveWeights()) ? recipes.finetune : recipes.scratch;
  const photos = heldOut(dataset);
  if (recipe === recipes.finetune) await untrained(photos);
  else
    console.log(
      `\nNo ${weightsName} on this machine and none to download: the demo trains from scratch, which takes longer and finds less.`,
    );
  const model = await train(dataset, recipe);
  await serve(model, photos);
  return measure(model, dataset, recipe);
}

async function build() {
  const { code, output } = await run('npx', ['nx', 'run-many', '-t', 'build'], {
    cwd: root,
    quiet: true,
    env: { NX_DAEMON: 'false', NX_TUI: 'false' },
  });
  if (code !== 0) throw new SetupError(`The build failed:\n${output}`);
}

async function draw() {
  announce('1. Photos of a workbench, labelled');
  const { drawWorkbench } = await import('@detectory/workbench');
  let shown = -1;
  await drawWorkbench({
    outDir: join(out, 'workbench'),
    onProgress: (done, total) => {
      const tenth = Math.floor((done / total) * 10);
      if (tenth > shown) process.stderr.write(`Drawing ${done}/${total} photos\n`);
      shown = Math.max(shown, tenth);
    },
  });
  console.log(`Drawn, with a Ground Truth manifest: ${at('workbench', 'output.manifest')}`);
  await product('detectory-prep', [
    'inspect',
    at('workbench', 'output.manifest'),
    '--labels',
    at('workbench', 'labels.json'),
  ]);
}

async function prepare() {
  announce('2. Labels to a balanced dataset');
  const dataset = at('dataset');
  const source = [
    at('workbench', 'output.manifest'),
    '--images',
    at('workbench'),
    '--labels',
    at('workbench', 'labels.json'),
  ];
  await product('detectory-prep', ['build', ...source, '--balance', 'equal', '--split', '78/10/12', '--out', dataset]);
  return dataset;
}

/** Whether the launcher could find or download the checkpoint; asked by its own dry lookup. */
async function canHaveWeights() {
  const { resolveWeights } = await import('../../packages/trainer/dist/adapters/index.js');
  return resolveWeights(weightsName, { downloadFolder: join(homedir(), '.cache') }).then(Boolean, () => false);
}

async function untrained(photos) {
  announce('3. The untrained COCO model on held-out photos');
  await product('detectory-launch', ['import', weightsName, '--imgsz', '224', '--out', at('coco')]);
  await withServer(at('coco', 'model.tar.gz'), (url) => invoke(url, photos, 'drawn-before'));
}

async function train(dataset, { weights, epochs, hyp }) {
  announce('4. Training YOLOv5');
  const options = [
    '--epochs',
    String(epochs),
    '--imgsz',
    '224',
    '--optimizer',
    'AdamW',
    '--hyp',
    join('tools', 'demo', hyp),
  ];
  await product('detectory-launch', [
    'train',
    '--data',
    dataset,
    '--on',
    'process',
    '--weights',
    weights,
    ...options,
    '--out',
    at('runs'),
    '--name',
    'workbench',
  ]);
  return at('runs', 'workbench', 'model.tar.gz');
}

async function serve(model, photos) {
  announce('5. Our model on the same photos, over HTTP');
  await withServer(model, (url) => invoke(url, photos, 'drawn'));
}

function invoke(url, photos, folder) {
  return product('detectory-launch', ['invoke', url, ...photos, '--confidence', '0.25', '--draw', at(folder)]);
}

/** Six test photos, spread over the split; nothing was tuned on them. */
function heldOut(dataset) {
  const folder = join(root, dataset, 'images', 'test');
  const names = readdirSync(folder).sort();
  const step = Math.max(1, Math.floor(names.length / 6));
  return names
    .filter((_, index) => index % step === 0)
    .slice(0, 6)
    .map((name) => join(dataset, 'images', 'test', name));
}

async function measure(model, dataset, { goal }) {
  announce('6. Measured on photos that nothing has seen');
  await product('detectory-launch', ['evaluate', '--model', model, '--data', dataset, '--split', 'test']);
  const json = await product(
    'detectory-launch',
    ['evaluate', '--model', model, '--data', dataset, '--split', 'test', '--json'],
    { show: false },
  );
  const { mAP50 } = JSON.parse(json);
  const curves = at('runs', 'workbench', 'output', 'results.png');
  console.log(`\ncurves          ${existsSync(join(root, curves)) ? curves : 'none'}`);
  console.log(`drawn pictures  ${at('drawn')}`);
  console.log(`model           ${model}`);
  console.log(
    `dataset         ${at('dataset')} (${JSON.parse(readFileSync(join(out, 'dataset', 'dataset.json'), 'utf8')).classes.length} classes)`,
  );
  console.log('The photos are drawn, so this shows that the road works, not how well real tools would be found.');
  console.log(`test mAP50 ${mAP50.toFixed(2)}`);
  if (mAP50 >= goal) return 0;
  console.error(`error: the demo should reach ${goal}.`);
  return 1;
}

await runScript(demo);
