import { evaluateDetections } from '../evaluation/evaluate-detections.js';
import type { EvaluatedPhoto } from '../evaluation/evaluated-photo.js';
import { rankPhotos } from '../evaluation/rank-photos.js';
import type { EvaluationPage } from '../evaluation-page/evaluation-page.js';

/** A name that would do harm if a page took it for markup. */
export const hostileClass = '<img src=x onerror=alert(1)>"&';

const classNames = ['drill', 'saw', hostileClass, 'never seen'];
const [widthPx, heightPx] = [400, 300];

const truth = (classIndex: number, xmin: number, ymin: number, size = 80) => ({
  classIndex,
  xmin,
  ymin,
  xmax: xmin + size,
  ymax: ymin + size,
});

/** Twelve photos; the model finds most drills, takes some saws for drills, and sees things. `skill` in [0, 1]: how much of it. */
function samplePhotos(skill: number): EvaluatedPhoto[] {
  return Array.from({ length: 12 }, (_, i) => {
    const truths = [truth(0, 20, 20 + i * 8), truth(1, 150 + i * 5, 60), truth(2, 280, 180)].slice(0, 1 + (i % 3));
    const detections = truths
      .filter((_one, k) => (i * 3 + k * 5) % 10 < 10 * skill)
      .map((one, k) => ({
        ...one,
        xmax: one.xmax + (i % 4) * 3,
        classIndex: i % 5 === 4 && k === 1 ? 0 : one.classIndex,
        confidence: 0.3 + ((i * 7 + k * 13) % 60) / 100,
      }));
    const strays = i % 3 === 1 ? [{ ...truth(1, 300, 10, 60), confidence: 0.4 + i / 100 }] : [];
    return { truths, detections: [...detections, ...strays] };
  });
}

// One grey pixel as GIF: no photo is needed to look at a page.
const dataUri = 'data:image/gif;base64,R0lGODlhAQABAIAAAICAgP///yH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==';

/** A page of one model, or of two. */
export function sampleEvaluationPage(models: 1 | 2): EvaluationPage {
  const measured = [0.6, 0.9].slice(0, models).map((skill, i) => {
    const photos = samplePhotos(skill);
    return {
      name: `runs/garden-${i + 1}/model.tar.gz`,
      photos,
      evaluation: evaluateDetections(photos, { classNames }),
    };
  });
  const [first, second] = measured;
  if (!first) throw new Error('A page has a model.');
  const ranked = rankPhotos(
    measured.map(({ photos }) => photos),
    { confidence: 0.25, iou: 0.45 },
  );
  return {
    data: 'dataset',
    split: 'val',
    models: second ? [first, second] : [first],
    photos: ranked.map(({ photo, judged }, i) => ({
      name: `images/val/${photo}.jpg`,
      widthPx,
      heightPx,
      picture: i === 1 ? { missing: 'The file is cut off.' } : { dataUri, widthPx, heightPx },
      judged,
    })),
  };
}
