import { cpus, loadavg } from 'node:os';
import { runScript, SetupError } from '@detectory/setup/fail';
import { parseOptions } from '@detectory/setup/parse-options';
import { run } from '@detectory/setup/run';
import { root } from '@detectory/setup/workspace';
import { ensurePeers } from './src/ensure-peers.mjs';
import { parts } from './src/parts.mjs';
import { driver } from './src/places.mjs';

const names = Object.keys(parts);
const usage = `npm run bench:prep [-- --only PARTS --runs N]
  Times detectory-prep and the tools that people use today on the same files, in turn; needs ../shared/bench.
  --only PARTS   some of ${names.join(', ')}
  --runs N       runs of each contender, of which the median counts (default 3)`;

// Ours and the peers', side by side on the same files in one run; the figures depend on the machine, the ratios less.
await runScript(async () => {
  const { help, only, runs } = readOptions();
  if (help) return void console.log(usage);
  driver('generate_job.py');
  await ensurePeers();
  await buildProduct();
  console.log(`${cpus().length} × ${cpus()[0].model}, Node ${process.version}; medians of ${runs}, contenders in turn`);
  const [load] = loadavg();
  if (load > cpus().length / 2)
    console.log(
      `The machine is busy (load ${load.toFixed(1)}): wall times will be too long, ours and theirs; compare CPU times.`,
    );
  for (const [name, part] of Object.entries(parts)) if (only.includes(name)) await part(runs);
});

function readOptions() {
  const options = {
    only: { type: 'string' },
    runs: { type: 'string', default: '3' },
    help: { type: 'boolean', default: false },
  };
  const { values } = parseOptions({ options }, usage);
  const only = values.only?.split(',') ?? names;
  const unknown = only.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new SetupError(`--only ${unknown}: expected some of ${names.join(',')}.`);
  const runs = Number(values.runs);
  if (!Number.isInteger(runs) || runs < 1)
    throw new SetupError(`--runs ${values.runs}: expected a whole number from 1 up.`);
  return { help: values.help, only, runs };
}

async function buildProduct() {
  const env = { NX_DAEMON: 'false', NX_TUI: 'false' };
  const { code, output } = await run('npx', ['nx', 'build', 'prep'], { cwd: root, quiet: true, env });
  if (code !== 0) throw new SetupError(`The build failed:\n${output}`);
}
