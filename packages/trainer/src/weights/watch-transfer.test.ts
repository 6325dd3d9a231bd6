import { describe, expect, it } from 'vitest';
import { createTransferWatch } from './watch-transfer.js';

function watch(...lines: readonly string[]): string[] {
  const warnings: string[] = [];
  const options = { weights: '/opt/ml/input/data/weights/yolov5n.pt', cfg: 'yolov5s' };
  const watched = createTransferWatch(options, (message) => void warnings.push(message));
  for (const line of lines) watched.add(line);
  expect(watched.warning()).toBe(warnings[0]);
  return warnings;
}

describe(createTransferWatch, () => {
  it('warns once where most of the weights were dropped, of what that means and how to mend it', () => {
    const line = 'Transferred 60/349 items from /opt/ml/input/data/weights/yolov5n.pt';
    expect(watch('', line, line)).toEqual([
      expect.stringMatching(
        /^Only 60 of 349 tensors of the network of cfg yolov5s came from yolov5n\.pt, .*from scratch\. Leave cfg out .*weights to none\.$/,
      ),
    ]);
  });

  it("reads Ultralytics' line too", () => {
    expect(watch('Transferred 30/499 items from pretrained weights')).toHaveLength(1);
  });

  it('says nothing where only the head is new', () => {
    expect(watch('Transferred 343/349 items from yolov5s.pt')).toEqual([]);
  });
});
