/** CMYK of a JPEG (0 no ink) to RGB: OpenCV's `icvCvt_CMYK2BGR_8u_C4C3R` (modules/imgcodecs/src/utils.cpp). */
export function jpegCmykToRgb(cmyk: Uint8Array): Uint8Array {
  return mapPixels(cmyk, (ink, rest) => rest - ((ink * rest) >> 8));
}

/** CMYK of a TIFF to RGB: libtiff's `putRGBcontig8bitCMYKtile`, through which OpenCV reads. */
export function tiffCmykToRgb(cmyk: Uint8Array): Uint8Array {
  return mapPixels(cmyk, (ink, rest) => Math.floor((rest * (255 - ink)) / 255));
}

function mapPixels(cmyk: Uint8Array, blend: (ink: number, rest: number) => number): Uint8Array {
  const rgb = new Uint8Array((cmyk.length / 4) * 3);
  for (let from = 0, to = 0; from < cmyk.length; from += 4, to += 3) {
    const rest = 255 - cmyk[from + 3]!;
    rgb[to] = blend(cmyk[from]!, rest);
    rgb[to + 1] = blend(cmyk[from + 1]!, rest);
    rgb[to + 2] = blend(cmyk[from + 2]!, rest);
  }
  return rgb;
}

/** RGBA with unassociated alpha to RGB upon black: libtiff's `BuildMapUaToAa`. */
export function premultiplyToRgb(rgba: Uint8Array): Uint8Array {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    const alpha = rgba[from + 3]!;
    for (let channel = 0; channel < 3; channel++)
      rgb[to + channel] = Math.floor((rgba[from + channel]! * alpha + 127) / 255);
  }
  return rgb;
}

/** 16 bits to 8 bits, rounded: libtiff's `BuildMapBitdepth16To8`. PNG's are cut off instead, as libpng does. */
export function round16To8(samples: Uint16Array): Uint8Array {
  const bytes = new Uint8Array(samples.length);
  for (let at = 0; at < samples.length; at++) bytes[at] = Math.floor((samples[at]! + 128) / 257);
  return bytes;
}
