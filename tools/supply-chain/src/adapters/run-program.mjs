import { spawn } from 'node:child_process';
import { SupplyChainError } from '../errors.mjs';
import { root } from './workspace.mjs';

/**
 * Runs a program in the workspace's root and answers what it printed on stdout.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ show?: boolean, env?: Record<string, string> }} [options] show: print its output as it comes instead
 * @returns {Promise<string>}
 */
export function runProgram(command, args, { show = false, env = {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
    });
    const output = { stdout: '', stderr: '' };
    child.stdout?.on('data', (chunk) => (output.stdout += chunk));
    child.stderr?.on('data', (chunk) => (output.stderr += chunk));
    child.once('error', (error) => reject(failure(command, args, error.message)));
    child.once('close', (code) => {
      if (code === 0) resolve(output.stdout);
      else reject(failure(command, args, output.stderr.trim() || `exit code ${code}`));
    });
  });
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {string} reason
 */
function failure(command, args, reason) {
  const lines = reason
    .split('\n')
    .filter((line) => !line.startsWith('npm warn'))
    .slice(0, 5);
  return new SupplyChainError(`\`${command} ${args.slice(0, 4).join(' ')}\` failed: ${lines.join(' | ')}`);
}
