import { createLetterboxKernels, layOut } from './letterbox-kernels.js';

/** A raw export's input: planes of floats in [0, 1] (NCHW). */
export interface PlanarInput {
  readonly planes: Float32Array<ArrayBuffer>;
  /** Replaces the planes by interleaved bytes (NHWC), each divided by 255. */
  take(interleaved: Uint8Array): void;
}

/** Pixels that are in the kernel's memory at once: they stay in the processor's cache. */
const chunkPixels = 4_096;
const pixelsAtOnce = 4;

export function createPlanarInput(pixelCount: number): PlanarInput {
  const { offsets, byteLength } = layOut({ planes: pixelCount * 3 * 4, chunk: chunkPixels * 3 });
  const { kernels, buffer } = createLetterboxKernels(byteLength);
  const planes = new Float32Array(buffer, offsets.planes, pixelCount * 3);
  const chunk = new Uint8Array(buffer, offsets.chunk, chunkPixels * 3);
  const vectorised = pixelCount - (pixelCount % pixelsAtOnce);
  const place = (channel: number, pixel: number): number => offsets.planes + (channel * pixelCount + pixel) * 4;
  return {
    planes,
    take(interleaved) {
      for (let start = 0; start < vectorised; start += chunkPixels) {
        const end = Math.min(start + chunkPixels, vectorised);
        chunk.set(interleaved.subarray(start * 3, end * 3));
        kernels.toPlanes(offsets.chunk, end - start, place(0, start), place(1, start), place(2, start));
      }
      for (let pixel = vectorised; pixel < pixelCount; pixel++)
        for (let channel = 0; channel < 3; channel++)
          planes[channel * pixelCount + pixel] = interleaved[pixel * 3 + channel]! / 255;
    },
  };
}
