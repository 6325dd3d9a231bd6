import sharp, { type Sharp } from 'sharp';

type Colour = readonly [red: number, green: number, blue: number];

/** Quarters of 32 × 16: whole blocks of a JPEG with halved colour, so that no quarter bleeds into another's middle. */
const [quarterWidthPx, quarterHeightPx] = [32, 16];
const [widthPx, heightPx] = [2 * quarterWidthPx, 2 * quarterHeightPx];

/** Top left, top right, bottom left, bottom right: a swapped channel, a mirrored or a turned picture shows. */
export const fourColours: readonly Colour[] = [
  [220, 40, 30],
  [30, 170, 60],
  [20, 60, 200],
  [240, 230, 220],
];

/** A picture of one sample for each quarter and channel: `samples[quarter][channel]`. */
export function drawQuarters(samples: readonly (readonly number[])[], depth: 8 | 16 = 8): Sharp {
  const channels = (samples[0]?.length ?? 3) as 1 | 3 | 4;
  const pixels = new (depth === 8 ? Uint8Array : Uint16Array)(widthPx * heightPx * channels);
  for (let at = 0; at < widthPx * heightPx; at++) {
    const [x, y] = [at % widthPx, Math.floor(at / widthPx)];
    pixels.set(samples[quarterOf(x, y)] ?? [], at * channels);
  }
  return sharp(pixels, { raw: { width: widthPx, height: heightPx, channels } });
}

/** Four ink planes, as they are: sharp's own way from RGB to CMYK goes through a colour profile. */
export function drawInk(samples: readonly (readonly number[])[]): Sharp {
  const planes = [0, 1, 2, 3].map((ink) => {
    const plane = Buffer.alloc(widthPx * heightPx);
    for (let at = 0; at < plane.length; at++)
      plane[at] = samples[quarterOf(at % widthPx, Math.floor(at / widthPx))]?.[ink] ?? 0;
    return plane;
  });
  const raw = { width: widthPx, height: heightPx, channels: 1 } as const;
  const [first, ...others] = planes;
  return sharp(first, { raw }).joinChannel(others, { raw }).toColourspace('cmyk');
}

/** The colours in the middle of the four quarters of a decoded picture. */
export function readQuarters({ pixels }: { readonly pixels: Uint8Array }): Colour[] {
  return fourColours.map((_, quarter) => {
    const x = ((quarter % 2) + 0.5) * quarterWidthPx;
    const y = (Math.floor(quarter / 2) + 0.5) * quarterHeightPx;
    const at = (y * widthPx + x) * 3;
    return [pixels[at] ?? -1, pixels[at + 1] ?? -1, pixels[at + 2] ?? -1];
  });
}

function quarterOf(x: number, y: number): number {
  return Math.floor(x / quarterWidthPx) + 2 * Math.floor(y / quarterHeightPx);
}
