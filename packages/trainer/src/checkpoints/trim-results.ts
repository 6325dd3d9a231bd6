/**
 * results.csv up to an epoch, counted from 0: the engine may have gone on while the checkpoint was put away. Each row starts
 * with its epoch; YOLOv5 counts them from 0, Ultralytics from 1.
 */
export function trimResults(csv: string, epoch: number): string {
  const [header = '', ...rows] = csv.split('\n').filter((line) => line.trim() !== '');
  const toNumber = (row: string): number => Number(row.split(',', 1)[0]);
  const first = toNumber(rows[0] ?? '0');
  const kept = rows.filter((row) => toNumber(row) - first <= epoch);
  return `${[header, ...kept].join('\n')}\n`;
}
