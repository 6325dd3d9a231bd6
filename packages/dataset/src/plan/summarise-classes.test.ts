import { describe, expect, it } from 'vitest';
import { summariseClasses } from './summarise-classes.js';

describe(summariseClasses, () => {
  it('counts images and boxes of each class, of all usable images, of those kept, and of each split', () => {
    const [drill] = summariseClasses(
      ['drill', 'saw'],
      [
        { classCounts: [[0, 3]], split: 'train' },
        {
          classCounts: [
            [0, 2],
            [1, 5],
          ],
          split: 'val',
        },
        { classCounts: [[0, 7]], split: undefined },
        { classCounts: [], split: 'train' },
      ],
    );
    expect(drill).toEqual({
      name: 'drill',
      before: { images: 3, boxes: 12 },
      after: { images: 2, boxes: 5 },
      splits: { train: { images: 1, boxes: 3 }, val: { images: 1, boxes: 2 }, test: { images: 0, boxes: 0 } },
    });
  });

  it('lists a class that no image shows, with nothing of it', () => {
    const none = { images: 0, boxes: 0 };
    expect(summariseClasses(['never drawn'], [])).toEqual([
      { name: 'never drawn', before: none, after: none, splits: { train: none, val: none, test: none } },
    ]);
  });
});
