import type sharp from 'sharp';

/** sharp takes a tenth of a second to load: only a command that meets pixels waits for it. */
export async function loadSharp(): Promise<typeof sharp> {
  return (await import('sharp')).default;
}
