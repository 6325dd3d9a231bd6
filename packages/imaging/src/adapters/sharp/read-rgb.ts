import type { Sharp } from 'sharp';
import type { PixelConversion } from '../../pixels/choose-conversion.js';
import { jpegCmykToRgb, premultiplyToRgb, round16To8, tiffCmykToRgb } from '../../pixels/kernels/to-rgb-as-opencv.js';
import type { RgbImage } from '../../rgb-image.js';

/** Runs a pipeline of sharp to three bytes a pixel. */
export async function readRgb(image: Sharp, conversion: PixelConversion): Promise<RgbImage> {
  switch (conversion) {
    case 'plain':
      return read(image.removeAlpha().toColourspace('srgb').raw());
    case 'jpeg-cmyk':
      return read(inkOf(image), jpegCmykToRgb);
    case 'tiff-cmyk':
      return read(inkOf(image), tiffCmykToRgb);
    case 'tiff-unassociated-alpha':
      return read(image.toColourspace('srgb').raw(), premultiplyToRgb);
    case 'tiff-rgb16':
      return read(image.toColourspace('rgb16').raw({ depth: 'ushort' }), (bytes) => round16To8(toSamples(bytes)));
  }
}

async function read(image: Sharp, toRgb?: (bytes: Buffer) => Uint8Array): Promise<RgbImage> {
  const { data, info } = await image.toBuffer({ resolveWithObject: true });
  return { pixels: toRgb ? toRgb(data) : data, widthPx: info.width, heightPx: info.height };
}

/** Without the pipeline's own colourspace sharp would go through sRGB and back. */
function inkOf(image: Sharp): Sharp {
  return image.pipelineColourspace('cmyk').toColourspace('cmyk').raw();
}

function toSamples({ buffer, byteOffset, byteLength }: Buffer): Uint16Array {
  return new Uint16Array(buffer, byteOffset, byteLength / 2);
}
