import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from '@detectory/setup/run';
import { SetupError } from '@detectory/setup/fail';

let client;

/** From this release on, the client builds with BuildKit through its buildx plugin alone. */
const firstWithoutBuildKit = 23;

/**
 * The Docker client that can build with BuildKit: one with the buildx plugin, or one from before 23, which has BuildKit
 * built in. A machine may hold several. DETECTORY_DOCKER names one.
 */
export async function findDocker() {
  client ??= await chooseClient();
  return client;
}

/**
 * @param {NodeJS.ProcessEnv} [environment]
 * @returns {Promise<string>} path of the client
 */
export async function chooseClient(environment = process.env) {
  const found = candidates(environment);
  for (const candidate of found) if (await canBuild(candidate)) return candidate;
  if (found.length === 0)
    throw new SetupError(
      'Docker is missing: images are built and run by it. Install Docker (Debian: apt-get install docker.io), or let `npm run test:containers` do it on Debian as root.',
    );
  throw new SetupError(
    `${found.join(' and ')} can't build with BuildKit. Install the buildx plugin (Debian: docker.io brings a client with BuildKit), or set DETECTORY_DOCKER to a client that can.`,
  );
}

async function canBuild(candidate) {
  const version = await run(candidate, ['version', '--format', '{{.Client.Version}}'], { quiet: true });
  if (Number.parseInt(version.output, 10) < firstWithoutBuildKit) return true;
  return (await run(candidate, ['buildx', 'version'], { quiet: true })).code === 0;
}

function candidates({ DETECTORY_DOCKER: named, PATH: path = '' }) {
  if (named && !isExecutable(named))
    throw new SetupError(
      `DETECTORY_DOCKER names ${named}, which is no program. Set it to a Docker client, or unset it.`,
    );
  if (named) return [named];
  return [...new Set(path.split(delimiter).map((folder) => join(folder, 'docker')))].filter(isExecutable);
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const buildEnvironment = {
  DOCKER_BUILDKIT: '1',
  // SageMaker refuses the image indexes that attestations make.
  BUILDX_NO_DEFAULT_ATTESTATIONS: '1',
  BUILDKIT_PROGRESS: 'plain',
};

/**
 * Runs the client and answers what it printed. With `input`, writes that to its standard input; with `show`, passes its
 * output on as it comes.
 * @param {readonly string[]} args
 * @param {{ input?: Uint8Array, show?: boolean, signal?: AbortSignal }} [options]
 * @returns {Promise<string>}
 * @throws SetupError with what to do, where the engine can't be used or the command fails
 */
export async function docker(args, { input, show = false, signal } = {}) {
  const program = await findDocker();
  const { code, stdout, stderr } = await new Promise((resolve) => {
    const child = spawn(program, args, { stdio: 'pipe', signal, env: { ...process.env, ...buildEnvironment } });
    const output = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'])
      child[name].on('data', (chunk) => {
        output[name] += chunk;
        if (show) process.stderr.write(chunk);
      });
    // A client that ends before it has read everything says why on its own.
    child.stdin.on('error', () => undefined).end(input);
    child.once('error', (error) => resolve({ code: 127, stdout: '', stderr: error.message }));
    child.once('close', (exitCode) => resolve({ code: exitCode ?? 1, ...output }));
  });
  signal?.throwIfAborted();
  if (code !== 0) throw new SetupError(explain(args, stderr));
  return stdout.trim();
}

const causes = [
  [
    /permission denied.*docker/is,
    'the Docker engine refuses this user. Add the user to the group docker (then log in again), or run as root.',
  ],
  [
    /cannot connect to the docker daemon|is the docker daemon running|no such file or directory.*docker\.sock|error during connect/is,
    'no Docker engine answers. Start it (systemctl start docker), set DOCKER_HOST to one that runs, or run `npm run test:containers`, which starts one on Debian as root.',
  ],
  [
    /no space left on device/i,
    'the disk is full. Free some room (docker system df shows what Docker holds), then try again; nothing was tagged.',
  ],
  [
    /manifest unknown|pull access denied|not found: manifest|failed to resolve|failed to do request|no such host/i,
    "a base image can't be fetched. Check the name and the network, pass --base-image with one that is here, or make bases from Debian's packages: npm run images:bases.",
  ],
];

/** One message for what the client printed: the cause and the remedy, then its own words. */
export function explain(args, stderr) {
  const cause = causes.find(([pattern]) => pattern.test(stderr));
  const detail = lastLines(stderr);
  const command = `docker ${args
    .slice(0, 2)
    .filter((word) => !word.startsWith('-'))
    .join(' ')}`;
  return cause ? `${command} failed: ${cause[1]}\n  ${detail}` : `${command} failed: ${detail}`;
}

function lastLines(text) {
  const lines = text.split('\n').filter((line) => line.trim());
  return lines.slice(-6).join('\n  ');
}
