import { execFileSync, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../../', import.meta.url));
export const servingImage = 'detectory-sagemaker-serving';
export const trainingImage = 'detectory-sagemaker-training';

export interface Ran {
  readonly code: number | null;
  /** stdout and stderr as they came. */
  readonly output: string;
}

export interface BuildRun {
  readonly env?: Readonly<Record<string, string>>;
  /** Stops the build, as Ctrl-C does, once its output holds this. */
  readonly interruptAt?: string;
}

/** Runs the image builder as the Nx target does, after the bundle. */
export function build(args: readonly string[], { env = {}, interruptAt }: BuildRun = {}): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['tools/images/build.mjs', ...args], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let isInterrupted = false;
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        if (!interruptAt || isInterrupted || !output.includes(interruptAt)) return;
        isInterrupted = child.kill('SIGINT');
      });
    child.once('close', (code) => resolve({ code, output }));
  });
}

/** Bundles a container, from Nx's cache where nothing changed. */
export function bundle(kind: string): void {
  execFileSync('npx', ['nx', 'run', `${kind}:bundle`], {
    cwd: root,
    stdio: 'pipe',
    env: { ...process.env, NX_DAEMON: 'false' },
  });
}

export function docker(...args: string[]): string {
  return execFileSync(process.env['DETECTORY_DOCKER'] ?? 'docker', args, { encoding: 'utf8', stdio: 'pipe' }).trim();
}

export interface InspectedImage {
  readonly Id: string;
  readonly Size: number;
  readonly Architecture: string;
  readonly RootFS: { readonly Layers: readonly string[] };
  readonly Config: {
    readonly Cmd: readonly string[];
    readonly Entrypoint: readonly string[];
    readonly Labels: Readonly<Record<string, string>>;
    readonly Env: readonly string[];
  };
}

export function inspect(reference: string): InspectedImage {
  return (JSON.parse(docker('image', 'inspect', reference)) as InspectedImage[])[0] as InspectedImage;
}

/** Names and tags of every local image under a name. */
export function tagsOf(name: string): string[] {
  return docker('image', 'ls', '--format', '{{.Repository}}:{{.Tag}}', name).split('\n').filter(Boolean).sort();
}
