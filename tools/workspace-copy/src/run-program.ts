import { spawn } from 'node:child_process';

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  /** stdout and stderr as they came. */
  readonly output: string;
}

/** Runs a program to its end, with the environment of a new terminal: nothing of the Nx, npm or test run that we stand in. */
export function runProgram(
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env?: Record<string, string> },
): Promise<Ran> {
  return new Promise((resolve) => {
    const env = { ...freshEnvironment(process.env), ...options.env };
    const child = spawn(command, args, { cwd: options.cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
      output += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('error', (error) => resolve({ code: 127, stdout, output: `${output}${error.message}` }));
    child.once('close', (code) => resolve({ code: code ?? 1, stdout, output }));
  });
}

/** npm's own settings stay, or it would look for packages elsewhere. */
export function freshEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const inherited =
    /^(NX_|VITEST|FORCE_COLOR$|NODE_ENV$|NODE_OPTIONS$|GIT_|npm_(?!config_)|INIT_CWD$|TEST$|DEV$|PROD$|MODE$|BASE_URL$)/;
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !inherited.test(name)));
}
