/** Interleaved bytes (NHWC) to planes of floats in [0, 1] (NCHW), as YOLOv5's raw exports take them. */
export function toPlanarFloat(interleaved: Uint8Array, pixelCount: number): Float32Array {
  const planes = new Float32Array(pixelCount * 3);
  for (let pixel = 0, from = 0; pixel < pixelCount; pixel++, from += 3) {
    planes[pixel] = interleaved[from]! / 255;
    planes[pixelCount + pixel] = interleaved[from + 1]! / 255;
    planes[2 * pixelCount + pixel] = interleaved[from + 2]! / 255;
  }
  return planes;
}
