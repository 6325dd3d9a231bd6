import { fileURLToPath } from 'node:url';
import { runJson } from './run-json.mjs';

const script = fileURLToPath(new URL('./floor.mjs', import.meta.url));

/**
 * @param {{ model: string, height: number, width: number, threads: number, photo: string, rounds?: number }} floor
 * @returns {Promise<{ decodeMs: number, forwardMs: number, totalMs: number, cpuMs: number }>}
 */
export async function measureFloor({ model, height, width, threads, photo, rounds = 20 }) {
  const numbers = [height, width, threads, rounds].map(String);
  const [result] = await runJson(process.execPath, [script, model, ...numbers, photo]);
  return result;
}
