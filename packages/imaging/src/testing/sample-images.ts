import sharp from 'sharp';

export type SampleFormat = 'jpeg' | 'png' | 'webp' | 'gif' | 'tiff';

/** A small picture with structure in both directions, so that a wrong rotation or a swapped channel shows. */
export async function sampleImage(
  format: SampleFormat,
  options: { widthPx?: number; heightPx?: number; orientation?: number } = {},
): Promise<Uint8Array> {
  const { widthPx = 40, heightPx = 24, orientation } = options;
  const pixels = new Uint8Array(widthPx * heightPx * 3);
  for (let index = 0; index < pixels.length; index++) pixels[index] = (index * 7 + Math.floor(index / 120) * 31) % 256;
  const image = sharp(pixels, { raw: { width: widthPx, height: heightPx, channels: 3 } }).toFormat(format);
  return (orientation ? image.withMetadata({ orientation }) : image).toBuffer();
}
