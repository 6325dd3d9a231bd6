import { spawn } from 'node:child_process';
import { SupplyChainError } from '../errors.mjs';
import { readRootfs } from '../image/read-rootfs.mjs';
import { runProgram } from './run-program.mjs';

/** @import { RootfsFacts } from '../types.js' */

/**
 * @param {string} reference of an image that the engine has
 * @returns {Promise<{ id: string }>}
 */
export async function inspectImage(reference) {
  const output = await runProgram('docker', ['image', 'inspect', '--format', '{{.Id}}', reference]);
  return { id: output.trim() };
}

/** The images that the engine has, `repository:tag`. */
export async function listImages() {
  const output = await runProgram('docker', ['image', 'ls', '--format', '{{.Repository}}:{{.Tag}}']);
  return output.split('\n').filter(Boolean);
}

/**
 * What an image holds, read from a stopped container that is removed afterwards. Nothing of the image runs.
 * @param {string} reference
 * @returns {Promise<RootfsFacts>}
 */
export async function readImage(reference) {
  // An image without a command needs one to be created, not to be exported.
  const created = await runProgram('docker', ['create', '--network', 'none', '--pull', 'never', reference, 'none']);
  const container = created.trim();
  try {
    return await exportRootfs(container, reference);
  } finally {
    await runProgram('docker', ['rm', '--force', '--volumes', container]);
  }
}

/**
 * @param {string} container
 * @param {string} reference
 */
async function exportRootfs(container, reference) {
  const child = spawn('docker', ['export', container], { stdio: ['ignore', 'pipe', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (chunk) => (stderr += chunk));
  const closed = new Promise((resolve) => child.once('close', resolve));
  try {
    const facts = await readRootfs(child.stdout);
    if ((await closed) !== 0) throw new SupplyChainError(`\`docker export\` of ${reference} failed: ${stderr.trim()}`);
    return facts;
  } finally {
    child.kill();
  }
}
