import { findInstance, type GpuName, pricesAsOf } from './instance-types.js';

export interface JobSize {
  readonly instanceType: string;
  readonly instanceCount: number;
  /** `yolov5s`, or a file's name with one in it; others count as yolov5s. */
  readonly architecture: string;
  readonly imgsz: number;
  readonly epochs: number;
  /** Undefined where nobody can tell: then neither hours nor cost are known. */
  readonly photos: { readonly train: number; readonly val: number } | undefined;
  readonly spot: boolean;
  /** In US dollars, where the caller knows better. */
  readonly pricePerHour?: number | undefined;
}

/** Hours and cost to the order of magnitude; the truth lies between low and high more often than not. */
export interface JobEstimate {
  readonly hours: { readonly low: number; readonly high: number } | undefined;
  /** In US dollars; undefined where hours or price are unknown. */
  readonly cost: { readonly low: number; readonly high: number } | undefined;
  /** What the figures rest on, and what they leave out. */
  readonly basis: readonly string[];
}

/**
 * Photos a second on one V100 at 640 px: YOLOv5's README gives 1/2/4/6/8 days for YOLOv5n/s/m/l/x on a V100, 300 epochs of
 * COCO's 118,287 photos, validation included.
 */
const v100PhotosPerSecond: Readonly<Record<string, number>> = { n: 411, s: 205, m: 103, l: 68, x: 51 };

/** Against a V100, by memory bandwidth (NVIDIA's data sheets), which is what these small networks wait for. */
const gpuSpeed: Readonly<Record<GpuName, number>> = {
  T4: 0.36,
  V100: 1,
  A10G: 0.67,
  L4: 0.33,
  L40S: 0.96,
  A100: 1.73,
  H100: 3.7,
};

/** YOLOv5n at 640 px on one core; measured here: 128 photos at 320 px in 5 s on two cores. */
const corePhotosPerSecond = 3.2;
/** Validation is the forward pass alone. */
const validationShare = 1 / 3;
/** Machines, image and data before the first batch, export after the last. */
const overheadHours = 8 / 60;
/** AWS: "up to 90%"; what people see is about 60% off. */
const spotShare = { low: 0.3, high: 0.6 };

export function estimateJob(size: JobSize): JobEstimate {
  const rate = photosPerSecond(size);
  const price = size.pricePerHour ?? findInstance(size.instanceType)?.pricePerHour;
  const basis = describeBasis(size, rate, price);
  if (rate === undefined || !size.photos) return { hours: undefined, cost: undefined, basis };
  const passes = size.epochs * (size.photos.train + validationShare * size.photos.val);
  const hours = passes / rate / 3600;
  const range = { low: hours / 2 + overheadHours, high: hours * 2 + overheadHours };
  return { hours: range, cost: price === undefined ? undefined : toCost(range, price, size), basis };
}

function photosPerSecond({ instanceType, instanceCount, architecture, imgsz }: JobSize): number | undefined {
  const facts = findInstance(instanceType);
  const letter = /yolov?\d+-?([nsmlx])/.exec(architecture)?.[1] ?? 's';
  const weight = v100PhotosPerSecond[letter] ?? 205;
  const pixels = (640 / imgsz) ** 2;
  if (facts?.gpu) return weight * gpuSpeed[facts.gpu] * facts.gpus * instanceCount * pixels;
  if (facts?.cpus === undefined) return undefined;
  return (weight / 411) * corePhotosPerSecond * facts.cpus * pixels;
}

function toCost(hours: { low: number; high: number }, price: number, size: JobSize): JobEstimate['cost'] {
  const machines = price * size.instanceCount;
  return {
    low: hours.low * machines * (size.spot ? spotShare.low : 1),
    high: hours.high * machines * (size.spot ? spotShare.high : 1),
  };
}

function describeBasis(size: JobSize, rate: number | undefined, price: number | undefined): string[] {
  return [
    ...(size.photos
      ? []
      : ['How many photos there are could not be found out from data.yaml and the files beside it.']),
    rate === undefined
      ? `How fast ${size.instanceType} trains is not known here.`
      : `About ${round(rate)} photos a second, within a factor of two: YOLOv5's published training times on a V100, scaled by memory bandwidth, photo size and network.`,
    price === undefined
      ? `The price of ${size.instanceType} is unknown here; pass --price-per-hour.`
      : size.pricePerHour === undefined
        ? `$${price} an hour and machine, on demand in ${pricesAsOf.region} as of ${pricesAsOf.date}; pass --price-per-hour for yours.`
        : `$${price} an hour and machine, as you said.`,
    ...(size.spot ? ['Spot: 30 to 60% of the price on demand; interruptions not counted.'] : []),
    'Storage and traffic are not counted.',
  ];
}

/** Two significant digits: more would be invented. */
export function round(value: number): number {
  return Number(value.toPrecision(2));
}
