import { readdir } from 'node:fs/promises';

/** NVIDIA's devices that the container sees, or as many as CUDA_VISIBLE_DEVICES names. */
export async function countGpus(environment: NodeJS.ProcessEnv = process.env, devices = '/dev'): Promise<number> {
  const names = await readdir(devices).catch(() => []);
  const present = names.filter((name) => /^nvidia\d+$/.test(name)).length;
  const visible = environment['CUDA_VISIBLE_DEVICES'];
  if (visible === undefined || present === 0) return present;
  const chosen = visible.split(',').filter((each) => each.trim() !== '' && each.trim() !== '-1');
  return Math.min(present, chosen.length);
}
