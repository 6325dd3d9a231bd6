/* eslint-disable @nx/enforce-module-boundaries -- what installs the packages can't be imported as one */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { SetupError } from '../setup/fail.mjs';
import { root } from '../setup/workspace.mjs';

const bins = {
  'detectory-prep': 'apps/prep/bin/detectory-prep.mjs',
  'detectory-launch': 'apps/launcher/bin/detectory-launch.mjs',
  'detectory-serve': 'apps/server/bin/detectory-serve.mjs',
};

/** Prints which stage begins, as a person reads it. */
export function announce(title) {
  console.log(`\n── ${title} ${'─'.repeat(Math.max(3, 90 - title.length))}`);
}

/** Runs one of the product's own commands, shows it, and answers what it printed on stdout. */
export async function product(bin, args, { show = true } = {}) {
  console.log(`$ ${bin} ${args.map(quote).join(' ')}`);
  const child = start(bin, args, ['ignore', 'pipe', 'inherit']);
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
    if (show) process.stdout.write(chunk);
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new SetupError(`${bin} ended with code ${code} (above).`);
  return output;
}

/** Starts the server on a free port, waits until it is ready, hands its address on, and stops it whatever happens. */
export async function withServer(model, use) {
  console.log(`$ detectory-serve --model ${quote(model)} --port 0`);
  const child = start(
    'detectory-serve',
    ['--model', model, '--port', '0', '--host', '127.0.0.1', '--json'],
    ['ignore', 'inherit', 'pipe'],
  );
  const ended = new Promise((resolve) => child.once('close', resolve));
  try {
    return await use(await readyUrl(child));
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

function readyUrl(child) {
  return new Promise((resolve, reject) => {
    let log = '';
    child.stderr.on('data', (chunk) => {
      log += chunk;
      const ready = log.split('\n').find((line) => line.includes('"ready"'));
      if (ready) resolve(JSON.parse(ready).url);
    });
    child.once('close', () => reject(new SetupError(`The server ended before it was ready: ${log}`)));
  });
}

function start(bin, args, stdio) {
  return spawn(process.execPath, [join(root, bins[bin]), ...args], { stdio, cwd: root });
}

function quote(text) {
  return /^[\w./:=@%+,-]+$/.test(text) ? text : `'${text}'`;
}
