import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Photos of one bright square each with its label, in lists as the control program gives them to YOLOv5; answers data.yaml. */
export function writeSquares(folder: string, count: number, sidePx = 64): string {
  for (const name of ['images', 'labels']) mkdirSync(join(folder, name), { recursive: true });
  const paths = Array.from({ length: count }, (_, index) => writeSquare(folder, index, sidePx));
  const lists = { train: join(folder, 'train.txt'), val: join(folder, 'val.txt') };
  writeFileSync(lists.train, `${paths.slice(count / 4).join('\n')}\n`);
  writeFileSync(lists.val, `${paths.slice(0, count / 4).join('\n')}\n`);
  const file = join(folder, 'data.yaml');
  writeFileSync(file, `train: ${lists.train}\nval: ${lists.val}\nnames: [square]\n`);
  return file;
}

function writeSquare(folder: string, index: number, sidePx: number): string {
  const file = join(folder, 'images', `${index}.bmp`);
  const left = 8 + ((index * 7) % 24);
  const sizePx = 16 + (index % 3) * 6;
  const isInside = (at: number): boolean => at >= left && at < left + sizePx;
  writeFileSync(
    file,
    toBitmap(sidePx, (x, y) => (isInside(x) && isInside(y) ? 230 : 20 + ((x * 3 + y * index) % 60))),
  );
  const [center, size] = [(left + sizePx / 2) / sidePx, sizePx / sidePx];
  writeFileSync(join(folder, 'labels', `${index}.txt`), `0 ${center} ${center} ${size} ${size}\n`);
  return file;
}

/** A grey BMP of 24 bits; rows from the top, and as wide as needs no padding (a multiple of 4). */
function toBitmap(sidePx: number, shade: (x: number, y: number) => number): Buffer {
  const header = Buffer.alloc(54);
  header.write('BM');
  header.writeUInt32LE(54 + 3 * sidePx * sidePx, 2);
  header.writeUInt32LE(54, 10);
  header.writeUInt32LE(40, 14);
  header.writeInt32LE(sidePx, 18);
  header.writeInt32LE(-sidePx, 22);
  header.writeUInt16LE(1, 26);
  header.writeUInt16LE(24, 28);
  const pixels = Buffer.alloc(3 * sidePx * sidePx);
  for (let at = 0; at < sidePx * sidePx; at++)
    pixels.fill(shade(at % sidePx, Math.floor(at / sidePx)), 3 * at, 3 * at + 3);
  return Buffer.concat([header, pixels]);
}
