import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodeImage } from './decode-image.js';
import { drawBoxes } from './draw-boxes.js';

const white = () =>
  sharp({ create: { width: 320, height: 200, channels: 3, background: '#fff' } })
    .png()
    .toBuffer();
const box = { xmin: 100, ymin: 60, xmax: 220, ymax: 160, label: 'drill <0.91>', colorIndex: 2 };

describe(drawBoxes, () => {
  it("draws the outline in the class's colour and leaves the rest alone", async () => {
    const { pixels, widthPx, heightPx } = await decodeImage(await drawBoxes(await white(), [box]));
    const at = (x: number, y: number) => [...pixels.subarray((y * widthPx + x) * 3, (y * widthPx + x) * 3 + 3)];
    expect([widthPx, heightPx]).toEqual([320, 200]);
    const [red = 255, green = 0] = at(160, 160);
    expect(green - red).toBeGreaterThan(60);
    expect(at(160, 110).every((value) => value > 245)).toBe(true);
  });

  it('draws over pixels as over the file that they came from', async () => {
    const file = await white();
    expect(await drawBoxes(await decodeImage(file), [box])).toEqual(await drawBoxes(file, [box]));
  });

  it('writes the label above the box with a font of its own', async () => {
    const { pixels, widthPx } = await decodeImage(await drawBoxes(await white(), [box]));
    const row = Array.from({ length: 60 }, (_, x) => pixels[(54 * widthPx + 102 + x) * 3] ?? 0);
    expect(Math.max(...row) - Math.min(...row)).toBeGreaterThan(120);
  });

  it('keeps the label of a box at the edge inside the image', async () => {
    const edge = { ...box, xmin: 300, ymin: 0, xmax: 320, ymax: 20 };
    expect((await decodeImage(await drawBoxes(await white(), [edge]))).widthPx).toBe(320);
  });
});
