/**
 * results.csv up to an epoch: YOLOv5 may have gone on while the checkpoint was put away. Each row starts with its epoch.
 */
export function trimResults(csv: string, epoch: number): string {
  const [header = '', ...rows] = csv.split('\n').filter((line) => line.trim() !== '');
  const kept = rows.filter((row) => Number(row.split(',', 1)[0]) <= epoch);
  return `${[header, ...kept].join('\n')}\n`;
}
