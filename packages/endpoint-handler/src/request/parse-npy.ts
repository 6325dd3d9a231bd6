import type { RgbImage } from '@detectory/imaging';
import { NpyInvalidError, TooManyImagesError } from '../errors.js';

/** The first six bytes of a file that `numpy.save` writes. */
const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
const uint8 = new Set(['|u1', '<u1', '>u1', '=u1', 'u1']);

export function isNpy(bytes: Uint8Array): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}

export interface NpyImages {
  readonly images: readonly RgbImage[];
  /** Whether the array had a first dimension of images. */
  readonly isList: boolean;
}

/**
 * The images of a NumPy array file (format versions 1 to 3): uint8 in C order, (height, width, 3) in RGB,
 * (images, height, width, 3), or (height, width) in grey.
 * Source of the layout: NumPy's NEP 1.
 * @throws NpyInvalidError, TooManyImagesError
 */
export function parseNpy(bytes: Uint8Array, maxImages: number): NpyImages {
  const { header, dataStart } = readHeader(bytes);
  const descr = /'descr'\s*:\s*'([^']*)'/.exec(header)?.[1];
  if (descr === undefined || !uint8.has(descr))
    throw new NpyInvalidError(`The array's dtype is ${descr ?? 'not given'}; expected uint8 ('|u1').`);
  if (!/'fortran_order'\s*:\s*False/.test(header))
    throw new NpyInvalidError('The array is in Fortran order; expected C order.');
  const shape = readShape(header);
  const [count, heightPx, widthPx, channels] = toImageShape(shape);
  if (count > maxImages) throw new TooManyImagesError(count, maxImages);
  const sizeBytes = heightPx * widthPx * channels;
  const data = bytes.subarray(dataStart);
  if (data.length !== count * sizeBytes)
    throw new NpyInvalidError(`The array's data has ${data.length} bytes; its shape needs ${count * sizeBytes}.`);
  const images = Array.from({ length: count }, (_, index) => {
    // A copy of its own for each, because a model may take its memory over; slice() of a Buffer would share it.
    const pixels = new Uint8Array(data.subarray(index * sizeBytes, (index + 1) * sizeBytes));
    return { pixels: channels === 3 ? pixels : spreadGrey(pixels), widthPx, heightPx };
  });
  return { images, isList: shape.length === 4 };
}

function readHeader(bytes: Uint8Array): { readonly header: string; readonly dataStart: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const lengthBytes = bytes[6] === 1 ? 2 : 4;
  const headerStart = 8 + lengthBytes;
  if (bytes.length < headerStart) throw new NpyInvalidError('The array file ends within its header.');
  const dataStart = headerStart + (lengthBytes === 2 ? view.getUint16(8, true) : view.getUint32(8, true));
  // A real header has some hundred characters.
  if (dataStart > bytes.length || dataStart > 65_536)
    throw new NpyInvalidError('The array file ends within its header.');
  return { header: Buffer.from(bytes.subarray(headerStart, dataStart)).toString('latin1'), dataStart };
}

function readShape(header: string): readonly number[] {
  const inner = /'shape'\s*:\s*\(([\d,\s]*)\)/.exec(header)?.[1];
  if (inner === undefined) throw new NpyInvalidError('The array file names no shape.');
  return inner
    .split(',')
    .filter((part) => part.trim() !== '')
    .map(Number);
}

function toImageShape(shape: readonly number[]): readonly [number, number, number, number] {
  const [a = 0, b = 0, c = 0, d = 0] = shape;
  const named: readonly [number, number, number, number] | undefined =
    shape.length === 2
      ? [1, a, b, 1]
      : shape.length === 3 && c === 3
        ? [1, a, b, 3]
        : shape.length === 4 && d === 3
          ? [a, b, c, 3]
          : undefined;
  if (!named || named.some((side) => side < 1 || !Number.isSafeInteger(side)))
    throw new NpyInvalidError(
      `The array's shape is (${shape.join(', ')}); expected (height, width, 3), (images, height, width, 3) or (height, width).`,
    );
  return named;
}

function spreadGrey(grey: Uint8Array): Uint8Array {
  const pixels = new Uint8Array(grey.length * 3);
  grey.forEach((value, index) => pixels.fill(value, index * 3, index * 3 + 3));
  return pixels;
}
