import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { WatchedEpoch } from '../../src/watch/curves.js';

export interface RecordedCurve {
  readonly run: string;
  readonly epochs: readonly WatchedEpoch[];
}

const file = fileURLToPath(new URL('../fixtures/curves/curves.csv.gz', import.meta.url));

/** The curves of real YOLOv5 runs that tools/curves recorded. */
export function readCurves(): RecordedCurve[] {
  const [header = '', ...lines] = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n');
  const names = header.split(',');
  const curves = new Map<string, WatchedEpoch[]>();
  for (const line of lines) {
    const cells = line.split(',');
    const read = (name: string): number | null => {
      const value = Number(cells[names.indexOf(name)]);
      return Number.isFinite(value) ? value : null;
    };
    const losses = (place: string) => ({
      box_loss: read(`${place}/box_loss`),
      obj_loss: read(`${place}/obj_loss`),
      cls_loss: read(`${place}/cls_loss`),
    });
    const run = cells[0] ?? '';
    const epochs = curves.get(run) ?? [];
    curves.set(run, epochs);
    epochs.push({
      epoch: epochs.length + 1,
      train: losses('train'),
      val: { ...losses('val'), mAP50: read('mAP50'), mAP50_95: read('mAP50_95') },
      seconds: 1,
    });
  }
  return [...curves].map(([run, epochs]) => ({ run, epochs }));
}
