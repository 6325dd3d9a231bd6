import type { Detector } from '@detectory/inference-core/onnx';

/** One pass through each fixed size, so that `/ping` means ready and the first caller doesn't pay for set-up. */
export async function warmUp(detector: Detector): Promise<void> {
  for (const { widthPx, heightPx } of detector.model.manifest.exports) {
    await detector.detect({ pixels: new Uint8Array(widthPx * heightPx * 3), widthPx, heightPx });
  }
}
