import type { UprightSize } from '@detectory/imaging';

/** What decoded photos take, in bytes. */
export interface CacheDemand {
  /** In memory: each training process keeps the training photos, the first one those of validation too. */
  readonly ramBytes: number;
  /** In memory, with `cache val`. */
  readonly valBytes: number;
  /** On disk, whole: YOLOv5 scales them when it has read them. */
  readonly diskBytes: number;
}

export interface CachedPhotos {
  readonly train: readonly UprightSize[];
  readonly val: readonly UprightSize[];
  readonly imgsz: number;
  /** Training processes on this host. */
  readonly ranks: number;
  /** Without validation in each epoch, YOLOv5 caches none of its photos. */
  readonly noval: boolean;
}

/** OpenCV's imread gives three, of grey photos too. */
const channels = 3;

export function measureCache({ train, val, imgsz, ranks, noval }: CachedPhotos): CacheDemand {
  const scaled = (photos: readonly UprightSize[]): number => sumOf(photos.map((size) => toScaledBytes(size, imgsz)));
  const whole = (photos: readonly UprightSize[]): number =>
    sumOf(photos.map(({ widthPx, heightPx }) => channels * widthPx * heightPx));
  const valBytes = noval ? 0 : scaled(val);
  return { ramBytes: ranks * scaled(train) + valBytes, valBytes, diskBytes: whole(train) + (noval ? 0 : whole(val)) };
}

/** A photo as YOLOv5 keeps it in memory: its longer side is imgsz, also where it was shorter (LoadImagesAndLabels.load_image). */
export function toScaledBytes({ widthPx, heightPx }: UprightSize, imgsz: number): number {
  const ratio = imgsz / Math.max(widthPx, heightPx);
  return channels * Math.ceil(widthPx * ratio) * Math.ceil(heightPx * ratio);
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
