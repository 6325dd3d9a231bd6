import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseCheckpointState } from '../../checkpoints/checkpoint-state.js';
import type { FoundCheckpoint } from '../../checkpoints/choose-start.js';
import { hashFile } from './hash-file.js';

/**
 * Two, and each epoch's goes over the older one: whatever of it is written, or has been uploaded, when a machine goes
 * away, the other is whole.
 */
export const slots = ['slot-a', 'slot-b'] as const;

/** The checkpoints of a folder, each checked against its sha256; empty where there are none. */
export async function readCheckpoints(folder: string): Promise<FoundCheckpoint[]> {
  const found = await Promise.all(slots.map((slot) => readSlot(join(folder, slot))));
  return found.filter((checkpoint) => checkpoint !== undefined);
}

async function readSlot(folder: string): Promise<FoundCheckpoint | undefined> {
  const damaged = (damage: string): FoundCheckpoint => ({ folder, state: undefined, damage });
  const text = await readFile(join(folder, 'state.json'), 'utf8').catch(codeOf);
  if (text instanceof Error) return text.message === 'ENOENT' ? undefined : damaged(`state.json: ${text.message}`);
  const state = parseCheckpointState(text);
  if (!state) return damaged('its state.json is no state of this version');
  for (const [name, sha256] of Object.entries(state.files)) {
    const actual = await hashFile(join(folder, name)).catch(codeOf);
    if (actual instanceof Error) return damaged(`${name}: ${actual.message}`);
    if (actual !== sha256) return damaged(`${name} has sha256 ${actual}, expected ${sha256}`);
  }
  return { folder, state };
}

function codeOf(error: unknown): Error {
  return new Error((error as NodeJS.ErrnoException).code ?? String(error));
}
