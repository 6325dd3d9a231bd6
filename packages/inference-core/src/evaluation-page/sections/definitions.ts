import { markup, type Section } from '@detectory/report-page';
import type { EvaluationPage } from '../evaluation-page.js';

/** What the figures mean, for who reads the page without the documentation. */
export function definitionsSection({ models }: EvaluationPage): Section {
  const { confidence, iou, coco } = models[0].evaluation;
  return {
    id: 'definitions',
    title: 'How it is counted',
    body: markup`<dl class="terms">
<dt>Detections</dt><dd>The model was asked as YOLOv5's val asks: confidence above 0.001, several classes a box, boxes of one class that overlap by more than IoU 0.6 suppressed, at most 300 in a photo.</dd>
<dt>IoU</dt><dd>The area that two boxes share, as a share of the area that they cover together.</dd>
<dt>Precision and recall</dt><dd>The share of detections that find an object, and the share of objects that are found: at IoU 0.5, and at the one confidence where the mean F1 over the classes, smoothed, is highest.</dd>
<dt>F1</dt><dd>Twice precision times recall, over their sum.</dd>
<dt>mAP50, mAP50-95</dt><dd>The area below the curve of precision over recall, the mean over the classes that the labels show; at IoU 0.5, and the mean over IoU 0.5, 0.55, … 0.95. The area is taken as YOLOv5 takes it: 101 recalls, interpolated, by trapezia.</dd>
<dt>As COCO counts</dt><dd>As pycocotools: the mean of the highest precision at 101 recalls, at most ${coco.maxDetections} detections of a class in a photo; small is under 32² square pixels, large over 96².</dd>
<dt>Confusion and photos</dt><dd>Detections above confidence ${confidence}, IoU ${iou}.</dd>
</dl>`,
  };
}
