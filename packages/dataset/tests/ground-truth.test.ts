import { describe, expect, it } from 'vitest';
import {
  ClassNotInListError,
  LabelAttributeNotFoundError,
  NothingLabelledError,
  WrongManifestKindError,
} from '../src/errors.js';
import { LabelCollector } from '../src/ground-truth/label-collector.js';
import { box, drillLine, type JsonLine, readManifests } from './make-line.js';
import { readFixture } from './read-fixture.js';

const attributesOf = (images: Iterable<{ sourceRef: string; attribute: string }>): Record<string, string> =>
  Object.fromEntries([...images].map((image) => [image.sourceRef.replace(/^.*\//, ''), image.attribute]));

describe(LabelCollector, () => {
  it('reads boxes with their class names and unites the class map over lines', () => {
    const labels = readFixture('simple');
    expect(labels.classes).toEqual(['drill', 'hammer']);
    expect(labels.images.at(0)).toMatchObject({
      sourceRef: 's3://tools/photos/a.jpg',
      line: 1,
      size: { widthPx: 640, heightPx: 480 },
      boxes: [
        { className: 'drill', left: 10, top: 20, width: 100, height: 50 },
        { className: 'hammer', left: 200, top: 100, width: 50, height: 60 },
      ],
    });
  });

  it('keeps an image whose annotations are empty', () => {
    expect(readFixture('simple').images.at(1)).toMatchObject({ sourceRef: 's3://tools/photos/b.jpg', boxes: [] });
  });

  it('passes over a byte order mark, \\r\\n and blank lines, and keeps line numbers', () => {
    const { images, problems } = readFixture('windows');
    expect(images.map((image) => image.line)).toEqual([1, 3]);
    expect(problems).toEqual([]);
  });

  it('counts unlabelled and failed lines with their reason', () => {
    const { images, excluded } = readFixture('unfinished');
    expect(images).toHaveLength(1);
    expect(excluded.map(({ line, reason }) => [line, reason])).toEqual([
      [2, 'line-unlabelled'],
      [3, 'line-failed'],
      [4, 'line-unlabelled'],
    ]);
    expect(excluded[1]?.detail).toContain('could not be loaded');
  });

  it('takes the newest label, on a tie the adjusted one, else the last in the line, line by line', () => {
    expect(attributesOf(readFixture('adjusted').images)).toEqual({
      'newer-adjusted.jpg': 'second',
      'newer-first.jpg': 'second',
      'tie-adjusted.jpg': 'second',
      'tie-last.jpg': 'second',
      'only-first.jpg': 'first',
    });
  });

  it('follows the priority of --label-attribute and counts lines that have none of them', () => {
    const { images, excluded } = readFixture('adjusted', { labelAttributes: ['second'] });
    expect(new Set(images.map((image) => image.attribute))).toEqual(new Set(['second']));
    expect(excluded).toMatchObject([{ sourceRef: 's3://t/only-first.jpg', reason: 'line-attribute-not-chosen' }]);
    const first = readFixture('adjusted', { labelAttributes: ['first', 'second'] });
    expect(new Set(first.images.map((image) => image.attribute))).toEqual(new Set(['first']));
    const { images: either } = readFixture('adjusted', { labelAttributes: ['second', 'first'] });
    expect(attributesOf(either)).toMatchObject({ 'newer-first.jpg': 'second', 'only-first.jpg': 'first' });
  });

  it('says which attributes there are when the wanted one is nowhere', () => {
    expect(() => readFixture('adjusted', { labelAttributes: ['third'] })).toThrow(LabelAttributeNotFoundError);
    expect(() => readFixture('adjusted', { labelAttributes: ['third'] })).toThrow('Found: first, second.');
  });

  it('passes over verification and classification attributes beside the boxes', () => {
    const { images, excluded } = readFixture('verified');
    expect(attributesOf(images)).toEqual({ 'a.jpg': 'tools', 'b.jpg': 'tools' });
    expect(excluded).toMatchObject([{ line: 3, reason: 'line-other-labels', detail: 'image-classification' }]);
  });

  it('knows a class by its name when two jobs number them differently', () => {
    const { images, classes } = readFixture('two-jobs');
    expect(classes).toEqual(['drill', 'hammer']);
    expect(images.map((image) => image.boxes.map((box) => box.className))).toEqual([['drill'], ['hammer', 'drill']]);
  });

  it.each([
    ['newest', ['drill']],
    ['first', ['drill']],
    ['merge', ['drill', 'hammer']],
  ] as const)('settles repeated lines by --on-duplicate %s', (onDuplicate, classNames) => {
    const { images, excluded } = readFixture('repeated', { onDuplicate });
    expect(images.map((image) => image.sourceRef)).toEqual(['s3://t/a.jpg', 's3://t/b.jpg']);
    expect(images.at(0)?.boxes.map((box) => box.className)).toEqual(classNames);
    expect(excluded).toMatchObject([{ line: 2, reason: 'line-repeated' }]);
  });

  it('names the manifest and the line that hold a repeated image already', () => {
    const { problems } = readFixture(['repeated', 'repeated'], { onDuplicate: 'error' });
    expect(problems.map(({ manifest, line }) => [manifest, line])).toEqual([
      [0, 2],
      [1, 1],
      [1, 2],
      [1, 3],
    ]);
    expect(problems[1]?.message).toContain('line 1 of repeated.manifest (input 1; this is input 2) already');
  });

  it('calls a repeated line a problem under --on-duplicate error', () => {
    const { problems } = readFixture('repeated', { onDuplicate: 'error' });
    expect(problems).toMatchObject([{ line: 2, reason: 'duplicate-line' }]);
    expect(problems[0]?.message).toContain('line 1 already');
  });

  it('counts the lines of each manifest, and knows which one an image came from', () => {
    const { images, manifests } = readFixture(['repeated', 'adjusted']);
    expect(manifests.map((manifest) => manifest.lines)).toEqual([3, 5]);
    expect(images.at(-1)).toMatchObject({ manifest: 1, line: 5 });
  });

  it('replaces a line of one manifest by a newer one of another, in whichever order they are read', () => {
    const at = (day: number): JsonLine =>
      drillLine('s3://b/a.jpg', {
        annotations: [box(0, day)],
        metadata: { 'creation-date': `2026-01-0${day}T00:00:00.000000` },
      });
    for (const days of [
      [1, 2],
      [2, 1],
    ]) {
      const { images, excluded } = readManifests(days.map((day) => [at(day)]));
      expect(images.map((image) => image.boxes[0]?.left)).toEqual([2]);
      expect(excluded).toMatchObject([{ manifest: days.indexOf(1), reason: 'line-repeated' }]);
    }
  });

  it('reads hand-made lines with thin metadata, string ids and fractions', () => {
    const { images } = readFixture('thin-metadata');
    expect(images.map((image) => image.boxes[0])).toEqual([
      { className: 'drill', left: 1.5, top: 2, width: 10.5, height: 20 },
      { className: 'drill', left: 1, top: 2, width: 10, height: 20 },
    ]);
  });

  it('finds a class name that only another line of the job holds', () => {
    expect(readFixture('id-elsewhere').images.map((image) => image.boxes[0]?.className)).toEqual(['hammer', 'hammer']);
  });

  it('names a class by its place in --labels when no line does', () => {
    const classList = ['c0', 'c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'saw', 'drill'];
    const { images } = readFixture('broken-records', { classList });
    expect(images.at(-1)).toMatchObject({ sourceRef: 's3://b/unknown.jpg', boxes: [{ className: 'saw' }] });
  });

  it('gathers records that are wrong, each with its line and reason', () => {
    const { problems } = readFixture('broken-records');
    expect(problems.map(({ line, reason }) => [line, reason]).sort()).toEqual([
      [2, 'source-ref-missing'],
      [3, 'label-malformed'],
      [4, 'size-invalid'],
      [5, 'class-unknown'],
      [6, 'label-malformed'],
    ]);
  });

  it('tells a line that was cut short', () => {
    const { problems, images } = readFixture('truncated');
    expect(images).toHaveLength(1);
    expect(problems).toMatchObject([{ line: 2, reason: 'line-malformed' }]);
    expect(problems[0]?.message).toContain('breaks off after 120 characters');
  });

  it('takes all classes in order from the list', () => {
    expect(readFixture('simple', { classList: ['saw', 'hammer', 'drill'] }).classes).toEqual([
      'saw',
      'hammer',
      'drill',
    ]);
  });

  it('names a class that the list lacks, and the nearest in it', () => {
    const read = (): unknown => readFixture('simple', { classList: ['Drill', 'hammer'] });
    expect(read).toThrow(ClassNotInListError);
    expect(read).toThrow(
      'simple.manifest:1: the class "drill" is not in the list that --labels gives. The nearest there is "Drill".',
    );
  });

  it.each([
    ['wrong-classification', 'image-classification', 'an image-classification job'],
    ['wrong-text', 'text', 'a text job'],
    ['wrong-text-input', 'text', 'a text job'],
    ['wrong-segmentation', 'segmentation', 'a segmentation job'],
    ['wrong-video', 'video', 'a video job'],
    ['wrong-verification', 'verification', 'only verification results'],
    ['wrong-worker-response', 'worker-response', "a worker's response"],
    ['wrong-coco', 'coco', 'a COCO file'],
    ['wrong-pretty', 'single-json', 'one JSON document'],
    ['wrong-csv', 'not-json', 'no JSON'],
    ['wrong-strange', 'unknown', 'none of its lines'],
  ])('explains what %s is instead of a manifest', (name, kind, text) => {
    expect(() => readFixture(name)).toThrow(WrongManifestKindError);
    expect(() => readFixture(name)).toThrow(expect.objectContaining({ kind }));
    expect(() => readFixture(name)).toThrow(text);
    expect(() => readFixture(name)).toThrow('output.manifest');
  });

  it('says that a file is empty', () => {
    expect(() => readFixture('empty')).toThrow(NothingLabelledError);
  });

  it('notices a wrong manifest among right ones', () => {
    expect(() => readFixture(['wrong-video', 'simple'])).toThrow(
      'wrong-video.manifest: this is the manifest of a video job',
    );
  });
});
