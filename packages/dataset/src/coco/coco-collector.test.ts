import { describe, expect, it } from 'vitest';
import { NothingLabelledError, UnreadableLabelsError } from '../errors.js';
import type { LabelOptions } from '../ground-truth/label-collector.js';
import type { Labels } from '../ground-truth/labels.js';
import { CocoCollector } from './coco-collector.js';

const drill = { id: 1, name: 'drill' };
const photo = { id: 7, file_name: 'a.jpg', width: 640, height: 480 };
const box = { id: 1, image_id: 7, category_id: 1, bbox: [10, 20, 30.5, 40] };

interface Parts {
  readonly images?: readonly unknown[];
  readonly annotations?: readonly unknown[];
  readonly categories?: readonly unknown[];
}

function toText({ images = [photo], annotations = [box], categories = [drill] }: Parts): string {
  return JSON.stringify({ annotations, images, categories });
}

function read(texts: string | readonly string[], options?: LabelOptions): Labels {
  const collector = new CocoCollector(options);
  [texts].flat().forEach((text, i) => {
    collector.startFile(`${i}.json`);
    collector.push(text);
  });
  return collector.finish();
}

function readParts(parts: Parts, options?: LabelOptions): Labels {
  return read(toText(parts), options);
}

describe(CocoCollector, () => {
  it('reads boxes in pixels, whatever order the lists come in, without info or licenses', () => {
    const labels = readParts({});
    expect([...labels.images]).toEqual([
      {
        manifest: 0,
        line: 1,
        sourceRef: 'a.jpg',
        attribute: 'coco',
        size: { widthPx: 640, heightPx: 480 },
        boxes: [{ className: 'drill', left: 10, top: 20, width: 30.5, height: 40 }],
        createdAtMicros: undefined,
        isAdjusted: false,
      },
    ]);
    expect([labels.problems, labels.excluded, labels.notes]).toEqual([[], [], {}]);
  });

  it('names what a file holds that no dataset keeps, where it says something', () => {
    const file = {
      info: { year: 2026 },
      licenses: [],
      images: [{ ...photo, license: 1, flickr_url: '', date_captured: 0 }],
      annotations: [{ ...box, area: 9, attributes: { occluded: true, rotation: 0 }, score: 0.5 }],
      categories: [{ ...drill, supercategory: 'tool', color: null, keypoints: ['tip'] }],
    };
    expect(read(JSON.stringify(file)).otherKeys).toEqual([
      ...['annotations.attributes', 'annotations.score', 'categories.keypoints', 'images.license', 'info'],
    ]);
    const silent = { ...file, info: {}, annotations: [{ ...box, attributes: { occluded: false } }] };
    const categories = [{ ...drill, supercategory: 'none' }];
    expect(read(JSON.stringify({ ...silent, images: [photo], categories })).otherKeys).toEqual([]);
  });

  it('keeps the supercategories of classes, but for one that two files give differently, which it names', () => {
    const fileOf = (...supercategories: string[]): string => {
      const categories = supercategories.map((supercategory, i) => ({ id: i, name: `class ${i}`, supercategory }));
      return JSON.stringify({ images: [photo], annotations: [], categories });
    };
    const one = read(fileOf('tool', 'none', 'toy'));
    expect([one.supercategories, one.otherKeys]).toEqual([['tool', null, 'toy'], []]);
    const two = read([fileOf('tool', 'none', 'toy'), fileOf('tool', 'thing', 'other'), fileOf('tool', 'thing', 'toy')]);
    expect([two.supercategories, two.otherKeys]).toEqual([['tool', 'thing', null], ['categories.supercategory']]);
    expect(read(fileOf('none', '')).supercategories).toBeUndefined();
    const odd = readParts({ categories: [{ ...drill, supercategory: 7 }] });
    expect([odd.supercategories, odd.otherKeys]).toEqual([undefined, ['categories.supercategory']]);
  });

  it('numbers classes anew in the order of category ids with gaps, from 0 or 1', () => {
    const categories = [
      { id: 90, name: 'saw' },
      { id: 0, name: 'hammer' },
      { id: 3, name: 'drill' },
    ];
    const labels = readParts({ categories, annotations: [{ ...box, category_id: 90 }] });
    expect(labels.classes).toEqual(['hammer', 'drill', 'saw']);
    expect(labels.images.at(0)?.boxes).toMatchObject([{ className: 'saw' }]);
  });

  it('takes an image without annotations for a negative', () => {
    const images = [photo, { ...photo, id: 8, file_name: 'sub/dir/b.jpg' }];
    expect(readParts({ images }).images.at(1)).toMatchObject({ sourceRef: 'sub/dir/b.jpg', boxes: [] });
  });

  it('takes sizes written as 640.0, and leaves out a size of 0 or none', () => {
    const text = toText({}).replace('"width":640', '"width":640.0');
    expect(read(text).images.at(0)?.size).toEqual({ widthPx: 640, heightPx: 480 });
    for (const size of [
      { width: 0, height: 0 },
      { width: null, height: null },
    ])
      expect(readParts({ images: [{ ...photo, ...size }] }).images.map((image) => image.size)).toEqual([undefined]);
    expect(readParts({ images: [{ ...photo, width: 640.5 }] }).problems[0]?.reason).toBe('size-invalid');
  });

  it('takes ids that are text', () => {
    const labels = readParts({
      images: [{ ...photo, id: 'x' }],
      annotations: [{ ...box, image_id: 'x', category_id: '1' }],
    });
    expect(labels.images.at(0)?.boxes).toHaveLength(1);
  });

  it('reports annotations of images that the file does not list', () => {
    const { problems } = readParts({ annotations: [box, { ...box, image_id: 99 }, { ...box, image_id: 99 }] });
    expect(problems).toEqual([expect.objectContaining({ reason: 'annotation-without-image', line: 2 })]);
    expect(problems[0]?.message).toContain('2 of the annotations');
  });

  it('takes neither of two images that share an id', () => {
    const labels = readParts({ images: [photo, { ...photo, file_name: 'b.jpg' }] });
    expect(labels.problems.map((problem) => problem.reason)).toEqual(['image-id-repeated', 'image-id-repeated']);
    expect([...labels.images]).toEqual([]);
  });

  it('keeps one of two entries for the same file by --on-duplicate', () => {
    const images = [photo, { ...photo, id: 8 }];
    const annotations = [box, { ...box, id: 2, image_id: 8, bbox: [7, 7, 3, 4] }];
    const leftsOf = (onDuplicate?: 'first' | 'merge') =>
      readParts({ images, annotations }, onDuplicate && { onDuplicate }).images.map(({ boxes }) =>
        boxes.map(({ left }) => left),
      );
    expect([leftsOf(), leftsOf('first'), leftsOf('merge')]).toEqual([[[7]], [[box.bbox[0]]], [[box.bbox[0], 7]]]);
    expect(readParts({ images }).excluded).toMatchObject([{ reason: 'line-repeated', line: 1 }]);
  });

  it('leaves crowd regions out, counted, and takes what shows nothing else for no negative', () => {
    const crowd = { ...box, iscrowd: 1, segmentation: { counts: [1], size: [1, 1] } };
    const images = [photo, { ...photo, id: 8, file_name: 'b.jpg' }];
    const labels = readParts({ images, annotations: [box, crowd, { ...crowd, image_id: 8 }] });
    expect(labels.images.map((image) => image.boxes.length)).toEqual([1]);
    expect(labels.notes).toEqual({ 'crowd-left-out': 2 });
    expect(labels.excluded).toMatchObject([
      { sourceRef: 'b.jpg', reason: 'line-other-labels', detail: 'crowd regions alone' },
    ]);
  });

  it.each([
    [{ segmentation: [[1, 1, 5, 1, 5, 9]] }, 'a segmentation but no bbox'],
    [{ keypoints: [1, 1, 2] }, 'key points but no bbox'],
    [{ bbox: [] }, 'no bbox'],
    [{ bbox: [1, 2, 3] }, 'the bbox of annotation 2 is [1,2,3]'],
    [{ bbox: [1, 2, 3, '4'] }, 'expected the numbers'],
  ])('names an annotation that no box can be taken from: %j', (annotation, text) => {
    const images = [photo, { ...photo, id: 8, file_name: 'b.jpg' }];
    const boxless = { ...box, bbox: undefined };
    const labels = readParts({ images, annotations: [box, { ...boxless, id: 2, image_id: 8, ...annotation }] });
    expect(labels.images.map((image) => image.sourceRef)).toEqual(['a.jpg']);
    expect(labels.problems).toMatchObject([{ reason: 'label-malformed', sourceRef: 'b.jpg', line: 2 }]);
    expect(labels.problems[0]?.message).toContain(text);
  });

  it('counts masks and rotations beside a box, but not a polygon that is the box', () => {
    const rectangle = { ...box, segmentation: [[10, 20, 40.5, 20, 40.5, 60, 10, 60]], attributes: { occluded: true } };
    expect(readParts({ annotations: [rectangle] }).notes).toEqual({});
    const triangle = { ...box, segmentation: [[10, 20, 40.5, 20, 40.5, 60]] };
    const rotated = { ...box, segmentation: [], attributes: { occluded: false, rotation: 30 } };
    expect(readParts({ annotations: [triangle, rotated] }).notes).toEqual({
      'shape-ignored': 1,
      'rotation-ignored': 1,
    });
  });

  it('reports a category that has no entry', () => {
    expect(readParts({ annotations: [{ ...box, category_id: 5 }] }).problems).toMatchObject([
      { reason: 'class-unknown' },
    ]);
  });

  it("leaves out Roboflow's category that only groups the others", () => {
    const categories = [
      { id: 0, name: 'tools', supercategory: 'none' },
      { id: 1, name: 'drill', supercategory: 'tools' },
    ];
    expect(readParts({ categories })).toMatchObject({ classes: ['drill'], notes: { 'category-placeholder': 1 } });
    const used = readParts({ categories, annotations: [{ ...box, category_id: 0 }] });
    expect(used.classes).toEqual(['tools', 'drill']);
  });

  it('knows a class by its name across files whose ids differ', () => {
    const other = toText({
      images: [{ ...photo, file_name: 'b.jpg' }],
      categories: [{ id: 5, name: 'drill' }],
      annotations: [{ ...box, category_id: 5 }],
    });
    const labels = read([toText({}), other]);
    expect(labels.classes).toEqual(['drill']);
    expect(labels.images.map(({ manifest, boxes }) => [manifest, boxes[0]?.className])).toEqual([
      [0, 'drill'],
      [1, 'drill'],
    ]);
  });

  it('reads the NaN that Python writes', () => {
    const text = toText({ annotations: [{ ...box, area: 'x' }] }).replace('"x"', 'NaN');
    expect(read(text).images.at(0)?.boxes).toHaveLength(1);
  });

  it.each([
    ['{"images":[{"id":7,', 'cut short'],
    ['{"licenses":[]}', 'no "images" list'],
    ['{"images":[]}', 'no "annotations"'],
    [toText({ annotations: [{ ...box, bbox: undefined, caption: 'a drill' }] }), 'none of its 1 annotations has a box'],
    [toText({ annotations: [{ bbox: [1, 1, 1, 1] }] }), 'annotation 1 names no image'],
    [toText({ categories: [{ id: 1 }] }), 'category 1'],
    ['{"images":[{]}', 'entry 1 of "images"'],
  ])('refuses what is no COCO file of boxes: %s', (text, message) => {
    expect(() => read(text)).toThrow(UnreadableLabelsError);
    expect(() => read(text)).toThrow(message);
  });

  it('refuses a file without an image', () => {
    expect(() => readParts({ images: [], annotations: [] })).toThrow(NothingLabelledError);
  });
});
