import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { root } from '../src/workspace.js';

// The image's PID 1 without the image; tests/training-contract.containers.test.ts asks the image itself.

let work: string;
let ml: string;
beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), 'detectory-entry-'));
  ml = join(work, 'ml');
  for (const folder of ['input/config', 'input/data', 'output']) mkdirSync(join(ml, folder), { recursive: true });
  installEntry();
  symlinkSync(entry(), join(work, 'train'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(work, { recursive: true, force: true });
});

const training = join(root, 'containers/training');
const entry = () => join(work, 'entry.sh');

/** The image's script, with Node and the control program where they lie here, and the link that is on the image's PATH. */
function installEntry(program = join(root, 'packages/trainer/dist/container.js')): void {
  const script = readFileSync(join(training, 'bin/entry.sh'), 'utf8')
    .replace('/usr/local/bin/node', process.execPath)
    .replace('/opt/detectory/train.mjs', program);
  writeFileSync(entry(), script);
  chmodSync(entry(), 0o755);
}

/** A control program that does one thing alone. */
function installProgram(body: string): void {
  writeFileSync(join(work, 'program.mjs'), `setInterval(() => undefined, 1000);\n${body}\n`);
  installEntry(join(work, 'program.mjs'));
}

/** The control program as it lies in the image, with another program beside it; answers its path. */
function installBeside(name: string, body: string): string {
  const image = join(work, 'programs');
  const dist = join(root, 'packages/trainer/dist');
  mkdirSync(image);
  for (const { name: part } of readdirSync(dist, { withFileTypes: true }).filter((each) => each.isDirectory()))
    symlinkSync(join(dist, part), join(image, part));
  symlinkSync(join(root, 'node_modules'), join(image, 'node_modules'));
  cpSync(join(dist, 'container.js'), join(image, 'train.mjs'));
  writeFileSync(join(image, name), body);
  return join(image, 'train.mjs');
}

/** `train` alone tells its progress. */
const environment = () => ({ ...process.env, DETECTORY_ML_ROOT: ml, DETECTORY_PROGRESS_FD: '1' });
const writeConfig = (name: string, value: object) =>
  writeFileSync(join(ml, 'input/config', name), JSON.stringify(value));
const failureFile = () => join(ml, 'output/failure');
const readFailure = () => readFileSync(failureFile(), 'utf8');

function run(command: string, args: readonly string[], input = '') {
  const { status, stdout } = spawnSync(command, args, { env: environment(), encoding: 'utf8', input });
  return { status, stdout };
}

/** Starts it, and waits for its first output. */
async function start(...args: string[]): Promise<ChildProcess> {
  const child = spawn(entry(), args, { env: environment(), stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout as NonNullable<typeof child.stdout>, 'data');
  return child;
}

describe('Launch', () => {
  it.each([
    ['train', 'entry.sh', ['train']],
    ['no command', 'entry.sh', []],
    ['the train on the PATH', 'train', []],
    ['arguments after it', 'train', ['--of-their-own']],
  ])('trains when it is started with %s', (_, name, args) => {
    writeConfig('hyperparameters.json', { epochs: '0' });
    expect(run(join(work, name), args)).toEqual({ status: 1, stdout: expect.stringContaining('"checking"') as string });
    expect(readFailure()).toMatch(/^HyperparameterInvalidError: The training option epochs is 0/);
  });

  it('runs any other command with its own input, output and exit code', () => {
    expect(run(entry(), ['sh', '-c', 'cat; exit 7'], 'told')).toEqual({ status: 7, stdout: 'told' });
    expect(run(entry(), ['no-such-command']).status).toBe(127);
  });

  it('runs prep, which lies beside it, as prepare: with its arguments, and with its exit code', () => {
    installEntry(installBeside('prep.mjs', "console.log(process.argv.slice(2).join(' ')); process.exit(4);"));
    expect(run(entry(), ['prepare', 'build', 'x.manifest'])).toEqual({ status: 4, stdout: 'build x.manifest\n' });
  });

  it('is what the image starts, in exec form, with train as its default', () => {
    const lines = readFileSync(join(training, 'Dockerfile'), 'utf8').trim().split('\n');
    expect(lines.slice(-2)).toEqual(['ENTRYPOINT ["/opt/detectory/bin/entry.sh"]', 'CMD ["train"]']);
  });

  it('is on the PATH as train, where an entry point of one’s own finds it', async () => {
    await bakeWeights({});
    expect(readlinkSync(join(work, 'image/usr/local/bin/train'))).toBe(join(work, 'image/opt/detectory/bin/entry.sh'));
    expect(readFileSync(join(training, 'Dockerfile'), 'utf8')).toMatch(/^ +PATH=\S*:\/usr\/local\/bin:/m);
  });
});

describe('PID 1', () => {
  it('collects processes whose parents have died', () => {
    const zombies = '(sleep 0.2 &); sleep 1; grep -l "^State:.Z" /proc/[0-9]*/status | wc -l';
    const alone = ['--map-root-user', '--pid', '--fork', '--mount-proc'];
    expect(run('unshare', [...alone, entry(), 'sh', '-c', zombies])).toEqual({ status: 0, stdout: '0\n' });
  });

  it('hands SIGTERM on to the command and to what that started', async () => {
    const inner = 'trap "echo inner was told; exit" TERM; echo ready; while :; do sleep 0.05; done';
    const child = await start('sh', '-c', `trap "exit 9" TERM; sh -c '${inner}' & wait; wait`);
    const said = once(child.stdout as NonNullable<typeof child.stdout>, 'data');
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    expect(String(await said)).toBe('inner was told\n');
    expect((await ended)[0]).toBe(9);
  });

  it('hands SIGINT on, which a shell keeps from what runs in the background', async () => {
    const child = await start('sh', '-c', 'trap "exit 9" INT; echo ready; while :; do sleep 0.05; done');
    const ended = once(child, 'exit');
    child.kill('SIGINT');
    expect((await ended)[0]).toBe(9);
  });
});

describe('Reserved paths', () => {
  it('bakes nothing into /opt/ml, which SageMaker hides', () => {
    const instructions = readFileSync(join(training, 'Dockerfile'), 'utf8').replaceAll(/^#.*$/gm, '');
    expect(instructions).not.toContain('/opt/ml');
    expect(instructions).toMatch(/^WORKDIR \/opt\/detectory$/m);
    expect(instructions).toContain('DETECTORY_WEIGHTS_DIR=/opt/weights');
  });

  it('has no driver, which is the host’s, and root as its user', () => {
    const instructions = readFileSync(join(training, 'Dockerfile'), 'utf8').replaceAll(/^#.*$/gm, '');
    const packages = readFileSync(join(training, 'requirements.lock'), 'utf8');
    expect(`${instructions}${packages}`).not.toMatch(/nvidia-driver|cuda-drivers|libnvidia|libcuda1/);
    expect(instructions).not.toMatch(/^USER /m);
  });
});

/**
 * Runs the step of the image's last stage that bakes weights, its places below this test's folder, with the build arguments that
 * the stage knows; answers what it baked.
 */
async function bakeWeights(buildArguments: Readonly<Record<string, string>>): Promise<string[]> {
  const image = join(work, 'image');
  mkdirSync(join(image, 'usr/local/bin'), { recursive: true });
  const stage =
    readFileSync(join(training, 'Dockerfile'), 'utf8')
      .split(/^FROM /m)
      .at(-1) ?? '';
  const known = [...stage.matchAll(/^ARG (\w+)/gm)].map(([, name = '']) => [name, buildArguments[name]]);
  const [, step = ''] = /^RUN (.*fetch-weights.*)$/m.exec(stage.replaceAll('\\\n', ' ')) ?? [];
  const program = `${process.execPath} ${join(root, 'packages/trainer/dist/container.js')}`;
  const script = step.replaceAll(/ \/(?=opt|tmp|usr)/g, ` ${image}/`).replace('node train.mjs', program);
  const env = { PATH: process.env['PATH'], ...Object.fromEntries(known) };
  const child = spawn('/bin/sh', ['-c', script], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  expect(await once(child, 'exit')).toEqual([0, null]);
  return readdirSync(join(image, 'opt/weights')).sort();
}

describe('Network isolation', () => {
  it('bakes the weights that the build argument WEIGHTS names, and none without', async () => {
    const server = createServer((_, response) => response.end('weights')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const DETECTORY_WEIGHTS_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      const baked = await bakeWeights({ WEIGHTS: 'mine.pt yours.pt', DETECTORY_WEIGHTS_URL });
      expect(baked).toEqual(['mine.pt', 'yours.pt']);
      rmSync(join(work, 'image'), { recursive: true });
      expect(await bakeWeights({ DETECTORY_WEIGHTS_URL })).toEqual([]);
    } finally {
      server.close();
    }
  });
});

function programOf({ pid }: ChildProcess): number {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim());
}

describe('Result', () => {
  it('answers the code of a program that could not exit, because a disk hangs', () => {
    installProgram(`import { writeFileSync } from 'node:fs';
writeFileSync(process.env.DETECTORY_EXIT_CODE_FILE, '0');
process.kill(process.pid, 'SIGKILL');`);
    expect(run(entry(), ['train']).status).toBe(0);
    expect(existsSync(failureFile())).toBe(false);
  });

  it.each(['', 'half\n0', ' '])('takes nothing but a code for one (%j)', (left) => {
    installProgram(`import { writeFileSync } from 'node:fs';
writeFileSync(process.env.DETECTORY_EXIT_CODE_FILE, ${JSON.stringify(left)});
process.kill(process.pid, 'SIGKILL');`);
    expect(run(entry(), ['train']).status).toBe(137);
    expect(readFailure()).toMatch(/^ControlProgramKilled: /);
  });

  it('is never what another start left: each has a file of its own, away when it ends', () => {
    installProgram('console.log(process.env.DETECTORY_EXIT_CODE_FILE); process.exit(0);');
    const [first, second] = [run(entry(), ['train']).stdout, run(entry(), ['train']).stdout];
    expect(first).not.toBe(second);
    expect([first, second].map((file) => existsSync(file.trim()))).toEqual([false, false]);
  });

  it('is the program’s own where there is no place for that file', () => {
    vi.stubEnv('TMPDIR', join(work, 'missing'));
    installProgram('console.log(`[${process.env.DETECTORY_EXIT_CODE_FILE}]`); process.exit(3);');
    expect(run(entry(), ['train'])).toEqual({ status: 3, stdout: '[]\n' });
  });

  it('is not for what the program starts', () => {
    expect(run(entry(), ['sh', '-c', 'echo "[$DETECTORY_EXIT_CODE_FILE]"'])).toEqual({ status: 0, stdout: '[]\n' });
  });

  it('of a control program that was killed: exit code 137 and the cause, which it could not write itself', async () => {
    writeConfig('inputdataconfig.json', { training: { TrainingInputMode: 'Pipe', RecordWrapperType: 'RecordIO' } });
    const child = await start('train');
    const ended = once(child, 'exit');
    process.kill(programOf(child), 'SIGKILL');
    expect((await ended)[0]).toBe(137);
    expect(readFailure()).toMatch(/^ControlProgramKilled: .*larger instance/);
  });

  it('of a control program in which something is thrown that nobody waits for: what was thrown', async () => {
    writeConfig('inputdataconfig.json', { training: { TrainingInputMode: 'Pipe', RecordWrapperType: 'RecordIO' } });
    const preload = join(work, 'preload.mjs');
    writeFileSync(preload, "process.on('SIGUSR2', () => { throw new RangeError('a slip of ours'); });\n");
    vi.stubEnv('NODE_OPTIONS', `--import=${preload}`);
    const child = await start('train');
    const ended = once(child, 'exit');
    process.kill(programOf(child), 'SIGUSR2');
    expect((await ended)[0]).toBe(1);
    expect(readFailure()).toBe('RangeError: a slip of ours');
  });

  it.each([
    [134, 'process.abort();', /^ControlProgramAborted: .*SIGABRT.*larger instance/],
    [
      139,
      "process.kill(process.pid, 'SIGSEGV');",
      /^ControlProgramCrashed: .*code 139, signal 11.*start the job again/,
    ],
    [143, "process.kill(process.pid, 'SIGTERM');", /^StoppedTooEarlyError: .*before it had begun; start it again/],
    [3, 'process.exit(3);', /^ControlProgramFailed: .*exit code 3 .*start the job again/],
  ])(
    'of a control program that dies with %i and no reason: its class, its cause and what to do',
    (code, body, text) => {
      installProgram(body);
      for (const command of ['train', 'evaluate']) {
        expect(run(entry(), [command]).status).toBe(code);
        expect(readFailure()).toMatch(text);
        expect(readFailure()).not.toContain('\n');
        rmSync(failureFile());
      }
    },
  );

  it('is what the control program wrote itself, where it did', () => {
    installProgram(`
      import { writeFileSync } from 'node:fs';
      writeFileSync(${JSON.stringify(failureFile())}, 'DiskFullError: full');
      process.abort();`);
    expect(run(entry(), ['train']).status).toBe(134);
    expect(readFailure()).toBe('DiskFullError: full');
  });

  it('of a command that is not of the image is its exit code alone', () => {
    installProgram('process.abort();');
    expect(run(entry(), ['sh', '-c', 'exit 0']).status).toBe(134);
    expect(existsSync(failureFile())).toBe(false);
  });
});
