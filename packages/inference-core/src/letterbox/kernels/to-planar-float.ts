/** Every byte as a share of 255, divided once: the kernel below only looks up. */
const shares = Float32Array.from({ length: 256 }, (_, value) => value / 255);

/**
 * Interleaved bytes (NHWC) to planes of floats in [0, 1] (NCHW), as YOLOv5's raw exports take them.
 * @param planes as many floats as there are bytes
 */
export function toPlanarFloat(interleaved: Uint8Array, planes: Float32Array): void {
  const pixelCount = planes.length / 3;
  for (let pixel = 0, from = 0; pixel < pixelCount; pixel++, from += 3) {
    planes[pixel] = shares[interleaved[from]!]!;
    planes[pixelCount + pixel] = shares[interleaved[from + 1]!]!;
    planes[2 * pixelCount + pixel] = shares[interleaved[from + 2]!]!;
  }
}
