import { spawn } from 'node:child_process';

/**
 * Runs a program; answers its exit code and, with `quiet` or `kept`, what it printed.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, quiet?: boolean, kept?: boolean }} [options]
 *   `quiet`: nothing is shown; `kept`: what is shown is also answered
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(command, args, { cwd, env, quiet = false, kept = false } = {}) {
  return new Promise((resolve) => {
    const stdio = quiet || kept ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'];
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (chunk) => {
        output += chunk;
        if (kept) process.stdout.write(chunk);
      });
    child.once('error', (error) => resolve({ code: 127, output: `${output}${error.message}` }));
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
