import type sharp from 'sharp';

/**
 * sharp takes a tenth of a second to load: only a command that meets pixels waits for it. Its cache keeps what was decoded last; here
 * every image is decoded once. One thread an image: several images are decoded at a time, and a JPEG's decoder has no use for a second one
 * (two at once took 2.7 ms each with libvips's own number of threads, 2.2 ms with one; alone the same).
 */
export async function loadSharp(): Promise<typeof sharp> {
  const { default: loaded } = await import('sharp');
  loaded.cache(false);
  loaded.concurrency(1);
  return loaded;
}
