import { describe, expect, it } from 'vitest';
import { estimateJob } from './estimate-job.js';

const coco = {
  instanceType: 'ml.p3.2xlarge',
  instanceCount: 1,
  architecture: 'yolov5s.pt',
  imgsz: 640,
  epochs: 300,
  photos: { train: 118_287, val: 0 },
  spot: false,
};

describe(estimateJob, () => {
  it("holds YOLOv5's own figure, two days of COCO for YOLOv5s on a V100, in its range", () => {
    const { hours } = estimateJob(coco);
    expect(hours!.low).toBeLessThan(48);
    expect(hours!.high).toBeGreaterThan(48);
    expect(hours!.high / hours!.low).toBeCloseTo(4, 0);
  });

  it('counts cost by time, machines and price; the caller may know the price better', () => {
    const { hours, cost } = estimateJob({ ...coco, instanceCount: 2 });
    expect(cost!.high).toBeCloseTo(hours!.high * 2 * 3.825);
    expect(estimateJob({ ...coco, pricePerHour: 1 }).cost!.high).toBeCloseTo(estimateJob(coco).hours!.high);
  });

  it('says that it does not know a price or a machine, and invents none', () => {
    const unknown = estimateJob({ ...coco, instanceType: 'ml.z9.large' });
    expect(unknown).toMatchObject({ hours: undefined, cost: undefined });
    expect(unknown.basis.join()).toMatch(/not known here[^]*pass --price-per-hour/);
    const priceless = estimateJob({ ...coco, instanceType: 'ml.p4d.24xlarge' });
    expect(priceless.hours).toBeDefined();
    expect(priceless.cost).toBeUndefined();
  });

  it('says that it does not know how many photos there are, and invents no time', () => {
    const unknown = estimateJob({ ...coco, photos: undefined });
    expect(unknown).toMatchObject({ hours: undefined, cost: undefined });
    expect(unknown.basis[0]).toMatch(/^How many photos there are could not be found out/);
  });

  it('takes longer for more pixels and larger networks, and less on spot', () => {
    const high = (changed: object) => estimateJob({ ...coco, ...changed }).hours!.high;
    expect(high({ imgsz: 1280 })).toBeGreaterThan(3 * high({}));
    expect(high({ architecture: 'yolov5x' })).toBeGreaterThan(3 * high({ architecture: 'yolov5s' }));
    expect(estimateJob({ ...coco, spot: true }).cost!.high).toBeLessThan(estimateJob(coco).cost!.high);
  });
});
