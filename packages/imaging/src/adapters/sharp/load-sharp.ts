import type sharp from 'sharp';

/**
 * sharp takes a tenth of a second to load: only a command that meets pixels waits for it. Its cache keeps what was decoded last; here
 * every image is decoded once.
 */
export async function loadSharp(): Promise<typeof sharp> {
  const { default: loaded } = await import('sharp');
  loaded.cache(false);
  return loaded;
}
