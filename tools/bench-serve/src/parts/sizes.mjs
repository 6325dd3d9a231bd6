import { readFileSync, statSync } from 'node:fs';
import { printTable } from '@detectory/bench-kit/print';
import { closedLoop, createClient } from '../client.mjs';
import { ensureUntrainedModel } from '../models.mjs';
import { ensurePhotos } from '../photos.mjs';
import { megabytes, milliseconds, perSecond } from '../print.mjs';
import { serverTimings } from '../server-timings.mjs';
import { withServer } from '../with-server.mjs';

/** The sizes of YOLOv5 in our export at 480 × 640. Their weights are random: a forward pass costs the same. */
export async function sizes() {
  const { small } = await ensurePhotos();
  const body = readFileSync(small);
  const rows = [];
  for (const size of ['n', 's', 'm', 'l']) {
    const archive = await ensureUntrainedModel(size);
    await withServer(['--model', archive], async ({ url, startS, usage }) => {
      const { forward, whole } = await serverTimings(url, body, 10);
      const client = createClient(url, 4);
      const { perSecond: rate } = await closedLoop(() => client.invoke(body), 4, 6);
      client.close();
      const file = megabytes(statSync(archive).size / 2 ** 20);
      rows.push([
        `yolov5${size}`,
        file,
        `${startS.toFixed(1)} s`,
        ...[forward, whole].map(milliseconds),
        perSecond(rate),
        megabytes(usage().rssMb),
      ]);
    });
  }
  printTable('Sizes of YOLOv5, our export at 480 × 640, default flags', [
    ['', 'archive', 'start', 'forward', 'one request', '4 clients', 'resident'],
    ...rows,
  ]);
}
