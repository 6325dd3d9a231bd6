import { openModel } from '@detectory/inference-core/model-folder';
import type { ReportProgress } from '../control/progress-channel.js';
import type { SplitName } from '../data/parse-data-yaml.js';
import type { EvaluatedModel } from '../engine/engine.js';
import { DatasetUnusableError } from '../errors.js';
import { createYolov5Engine } from './create-yolov5-engine.js';
import { readDataset } from './read-dataset.js';

export interface EvaluationRequest {
  readonly model: string;
  readonly data: string;
  readonly split: SplitName;
  readonly report: ReportProgress;
}

/**
 * A served model's detections at confidence 0.001 on a split, through YOLOv5's own `ap_per_class`.
 * @throws DatasetUnusableError when the split is empty, the classes differ, or the model has no fused export
 */
export async function evaluateModel({ model: path, data, split, report }: EvaluationRequest): Promise<EvaluatedModel> {
  const dataset = await readDataset(data);
  const images = dataset.images[split];
  if (images.length === 0)
    throw new DatasetUnusableError(
      `The dataset ${data} has no ${split} photos. Build it with a share for ${split}, such as --split 80/10/10.`,
    );
  const model = await openModel(path);
  try {
    const { classNames, exports: sizes } = model.manifest;
    const [size] = sizes;
    if (size?.graph !== 'fused')
      throw new DatasetUnusableError(
        `${path} is no export of ours; evaluation needs one. Make it with detectory-launch import <best.pt>.`,
      );
    if (classNames.join('\n') !== dataset.classNames.join('\n'))
      throw new DatasetUnusableError(
        `The model knows ${classNames.join(', ')}; the dataset has ${dataset.classNames.join(', ')}. Both must name the same classes in the same order.`,
      );
    const engine = createYolov5Engine({ onEvent: report, onLog: () => undefined });
    return await engine.evaluate({ model: model.resolveFile(size.file), size, classNames, images });
  } finally {
    await model.close();
  }
}
