import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureCache, toScaledBytes } from './cache-demand.js';
import { chooseCache } from './choose-cache.js';

describe(toScaledBytes, () => {
  it.each([
    [{ widthPx: 640, heightPx: 480 }, 640, 640 * 480 * 3],
    [{ widthPx: 4032, heightPx: 3024 }, 640, 640 * 480 * 3],
    [{ widthPx: 320, heightPx: 240 }, 640, 640 * 480 * 3],
    [{ widthPx: 100, heightPx: 333 }, 320, 97 * 320 * 3],
  ])('scales %j to the longer side %i, up too', (size, imgsz, bytes) => {
    expect(toScaledBytes(size, imgsz)).toBe(bytes);
  });
});

describe(measureCache, () => {
  const photo = { widthPx: 1280, heightPx: 960 };
  const photos = { train: [photo, photo], val: [photo], imgsz: 640, ranks: 1, noval: false };
  const [scaled, whole] = [640 * 480 * 3, 1280 * 960 * 3];

  it('counts what YOLOv5 keeps of each split', () => {
    expect(measureCache(photos)).toEqual({ ramBytes: 3 * scaled, valBytes: scaled, diskBytes: 3 * whole });
  });

  it('counts training photos once for each process, validation photos for the first', () => {
    expect(measureCache({ ...photos, ranks: 4 })).toEqual({
      ramBytes: 9 * scaled,
      valBytes: scaled,
      diskBytes: 3 * whole,
    });
  });

  it('leaves validation out where there is but one, at the end', () => {
    expect(measureCache({ ...photos, noval: true })).toEqual({
      ramBytes: 2 * scaled,
      valBytes: 0,
      diskBytes: 2 * whole,
    });
  });
});

describe(chooseCache, () => {
  const yolov5 = { engine: 'yolov5' };
  const demand = { ramBytes: 4e9, valBytes: 1e9, diskBytes: 40e9 };
  const room = { memoryBytes: 10e9, loaderBytes: 1e9, diskBytes: 50e9 };

  it('keeps photos in memory where they fit beside the loaders into half of what is free', () => {
    expect(chooseCache(yolov5, demand, room)).toEqual({
      cache: 'ram',
      note: 'Decoded photos are kept: in memory they take 4.0 GB, and of 10.0 GB free they may take 4.0 GB (cache none keeps none).',
    });
  });

  it('keeps none where they do not, and says why in one line', () => {
    expect(chooseCache(yolov5, demand, { ...room, memoryBytes: 9.9e9 })).toEqual({
      cache: undefined,
      note: expect.stringMatching(
        /^Photos are decoded anew each time: .*take 4\.0 GB, .*of 9\.9 GB free .*\.$/,
      ) as string,
    });
  });

  it('keeps none where nobody knows how much is free', () => {
    expect(chooseCache(yolov5, demand, { ...room, memoryBytes: undefined })).toEqual({
      cache: undefined,
      note: expect.stringContaining("doesn't say how much memory is free") as string,
    });
  });

  it('never takes the disk by itself, and leaves Ultralytics its mosaics', () => {
    expect(chooseCache(yolov5, { ...demand, ramBytes: 1e12, diskBytes: 1 }, room).cache).toBeUndefined();
    expect(chooseCache({ engine: 'ultralytics' }, { ...demand, ramBytes: 1 }, room)).toEqual({ cache: undefined });
  });

  it.each(['ram', 'disk', 'val', 'none'])('leaves cache %s to who asked for it, silently where it fits', (cache) => {
    expect(chooseCache({ ...yolov5, cache }, demand, room)).toEqual({ cache });
    expect(
      chooseCache({ ...yolov5, cache }, demand, { ...room, memoryBytes: undefined, diskBytes: undefined }),
    ).toEqual({
      cache,
    });
  });

  it.each([
    ['ram', /cache ram decoded photos take 4.0 GB of memory, .*5.0 GB are free.*Leave cache out/],
    ['val', /cache val decoded photos take 4.2 GB of memory/],
    ['disk', /cache disk decoded photos take 40.0 GB .*where 40.0 GB are free.*larger volume/],
  ])('warns where cache %s was asked for and can not fit', (cache, message) => {
    const short = { memoryBytes: 5e9, loaderBytes: 1e9, diskBytes: 40e9 };
    const { warning, ...choice } = chooseCache({ ...yolov5, cache }, { ...demand, valBytes: 4.2e9 }, short);
    expect(choice).toEqual({ cache });
    expect(warning).toMatch(message);
  });

  it('never fills more than half of the free memory', () => {
    const bytes = fc.integer({ min: 0, max: 1e12 });
    fc.assert(
      fc.property(bytes, bytes, bytes, (ramBytes, memoryBytes, loaderBytes) => {
        const { cache } = chooseCache(yolov5, { ...demand, ramBytes }, { ...room, memoryBytes, loaderBytes });
        expect(cache === 'ram' && ramBytes > 0 && ramBytes + loaderBytes > memoryBytes / 2).toBe(false);
      }),
    );
  });
});
