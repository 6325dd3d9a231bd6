import { describe, expect, it } from 'vitest';
import { resolveOptions } from '../options/resolve-options.js';
import { toUltralyticsArguments } from './to-ultralytics-arguments.js';

const toArguments = (given: Record<string, string | number | boolean>, weights?: string) =>
  toUltralyticsArguments(
    { options: resolveOptions(new Map(Object.entries(given))), data: '/run/data.yaml', weights, workFolder: '/run' },
    4,
  );

describe(toUltralyticsArguments, () => {
  it('gives the options that both frameworks have their names there', () => {
    expect(toArguments({ epochs: 3, 'batch-size': 8, 'cos-lr': true, freeze: 10 })).toMatchObject({
      epochs: 3,
      batch: 8,
      cos_lr: true,
      freeze: 10,
      workers: 4,
      optimizer: 'SGD',
      data: '/run/data.yaml',
      project: '/run',
      name: 'run',
      exist_ok: true,
    });
  });

  it('trains from scratch by an architecture, and from weights with what they are', () => {
    expect(toArguments({ cfg: 'yolov8s' })).toMatchObject({ model: 'yolov8s.yaml', pretrained: false });
    expect(toArguments({})).toMatchObject({ model: 'yolo11n.yaml', pretrained: false });
    expect(toArguments({}, '/weights/best.pt')).toMatchObject({ model: '/weights/best.pt' });
    expect(toArguments({ cfg: './own.yaml' }, '/weights/best.pt')).toMatchObject({
      model: './own.yaml',
      pretrained: '/weights/best.pt',
    });
  });

  it.each(['yolov5n', 'yolov8n-seg', 'yolo11', 'yolov8n-cls.yaml'])('refuses the architecture %s', (cfg) => {
    expect(() => toArguments({ cfg })).toThrow(/no detector of Ultralytics; expected .*yolo11n/);
  });
});
