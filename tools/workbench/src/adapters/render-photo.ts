import sharp from 'sharp';
import { addNoise } from '../render/add-noise.js';
import { renderScene } from '../render/render-scene.js';
import type { Scene } from '../scene/scene.js';

/** A scene as JPEG bytes, through sharp: SVG to pixels, exposure, focus, noise, compression. */
export async function renderPhoto(scene: Scene): Promise<Buffer> {
  const { brightness, saturation, blurSigma, jpegQuality } = scene.finish;
  const drawn = sharp(Buffer.from(renderScene(scene)))
    .removeAlpha()
    .modulate({ brightness, saturation });
  const focused = blurSigma >= 0.3 ? drawn.blur(blurSigma) : drawn;
  const { data, info } = await focused.raw().toBuffer({ resolveWithObject: true });
  const noisy = addNoise(data, scene.finish);
  const raw = { width: info.width, height: info.height, channels: info.channels };
  return sharp(noisy, { raw }).jpeg({ quality: jpegQuality }).toBuffer();
}
