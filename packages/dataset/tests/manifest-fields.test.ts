import { describe, expect, it } from 'vitest';
import { LabelCollector } from '../src/ground-truth/label-collector.js';
import { box, drillLine, label, namesIn, readLines } from './make-line.js';

/** The fields of a line (A1 of the format page). */
describe(`${LabelCollector.name}: fields`, () => {
  it.each([
    's3://b/with space.jpg',
    's3://b/ at both ends .jpg ',
    's3://b/a+b.jpg',
    's3://b/50%25.jpg',
    's3://b/what?v=1.jpg',
    's3://b/a#top.jpg',
    's3://b/zero\u200bwidth.jpg',
    's3://b/private\uf025use.jpg',
    's3://b/e\u0301.jpg',
    's3://b//double//slash.jpg',
    's3://b/00390379.jpg\u200b.jpg',
    'bare file name.jpg',
  ])('takes the source-ref %j as it stands', (sourceRef) => {
    expect(readLines([drillLine(sourceRef)]).images.at(0)?.sourceRef).toBe(sourceRef);
  });

  it('takes any string for an attribute name', () => {
    const line = {
      'source-ref': 's3://b/a.jpg',
      ...label('20191014', { annotations: [box(0)], classMap: { 0: 'x' } }),
    };
    expect(readLines([line]).images.at(0)).toMatchObject({ attribute: '20191014', boxes: [{ className: 'x' }] });
  });

  it('keeps the fractions of boxes that several workers drew', () => {
    const { images } = readLines([drillLine('s3://b/a.jpg', { annotations: [box(0, 1.5, 2.5, 10.25, 20.75)] })]);
    expect(images.at(0)?.boxes).toEqual([
      { className: 'drill', left: 1.5, top: 2.5, width: 10.25, height: 20.75, confidence: 0 },
    ]);
  });

  it('takes the first of several image sizes and counts the label', () => {
    const imageSize = [
      { width: 640, height: 480, depth: 3 },
      { width: 1, height: 1, depth: 3 },
    ];
    const labels = readLines([drillLine('s3://b/a.jpg', { imageSize }), drillLine('s3://b/b.jpg')]);
    expect(labels.images.at(0)?.size).toEqual({ widthPx: 640, heightPx: 480 });
    expect(labels.notes).toEqual({ 'size-repeated': 1 });
  });

  it('takes sides that are written as floats', () => {
    const line = JSON.stringify(drillLine('s3://b/a.jpg')).replace('"width":640', '"width":416.0');
    const collector = new LabelCollector();
    collector.startManifest('output.manifest');
    collector.addLine(line, 1);
    expect(collector.finish().images.at(0)?.size).toEqual({ widthPx: 416, heightPx: 480 });
  });

  it('reads class ids that are strings', () => {
    expect(namesIn(readLines([drillLine('s3://b/a.jpg', { annotations: [box('0')] })]))).toEqual([['drill']]);
  });

  it('keeps class names to the letter: other scripts, and spaces at the end', () => {
    const classMap = { 0: '设备 ', 1: '设备', 2: 'Ａ', 3: 'A' };
    const annotations = [box(1), box(0), box(2), box(3)];
    const labels = readLines([drillLine('s3://b/a.jpg', { annotations, classMap })]);
    expect(labels.classes).toEqual(['设备 ', '设备', 'Ａ', 'A']);
    expect(namesIn(labels)).toEqual([['设备', '设备 ', 'Ａ', 'A']]);
  });

  it('makes one class of one name under two ids', () => {
    const labels = readLines([
      drillLine('s3://b/a.jpg', { annotations: [box(0), box(4)], classMap: { 0: 'drill', 4: 'drill' } }),
    ]);
    expect(labels.classes).toEqual(['drill']);
    expect(namesIn(labels)).toEqual([['drill', 'drill']]);
  });

  it('unites class maps that hold only the classes of their own line', () => {
    const labels = readLines([
      drillLine('s3://b/a.jpg', { annotations: [box(2)], classMap: { 2: 'saw' } }),
      drillLine('s3://b/b.jpg', { annotations: [], classMap: {} }),
      drillLine('s3://b/c.jpg', { annotations: [box(0)], classMap: { 0: 'drill' } }),
    ]);
    expect(labels.classes).toEqual(['drill', 'saw']);
  });

  it('takes every confidence: they are not comparable across jobs', () => {
    const confidences = [0, 0.09, 0.25, 1].map((confidence, i) =>
      drillLine(`s3://b/${i}.jpg`, { metadata: { objects: [{ confidence }] } }),
    );
    expect(namesIn(readLines(confidences))).toEqual([['drill'], ['drill'], ['drill'], ['drill']]);
  });

  it.each(['no', 'No', 'n', false, 'false', 0])(
    'counts labels that a model drew (human-annotated: %j)',
    (humanAnnotated) => {
      const labels = readLines([
        drillLine('s3://b/a.jpg', { metadata: { 'human-annotated': humanAnnotated } }),
        drillLine('s3://b/b.jpg', { metadata: { 'human-annotated': 'yes' } }),
        drillLine('s3://b/c.jpg', { metadata: { 'human-annotated': true } }),
        drillLine('s3://b/d.jpg', { metadata: { 'human-annotated': undefined } }),
      ]);
      expect(labels.images).toHaveLength(4);
      expect(labels.notes).toEqual({ 'machine-annotated': 1 });
    },
  );

  it('needs no job name, date, type or confidences', () => {
    const line = {
      'source-ref': 'a.jpg',
      boxes: { annotations: [box(0)], image_size: [{ width: 64, height: 48 }] },
      'boxes-metadata': { 'class-map': { 0: 'drill' } },
    };
    expect(readLines([line]).images.at(0)).toMatchObject({
      createdAtMicros: undefined,
      boxes: [{ className: 'drill' }],
    });
  });

  it('passes over keys of the input manifest that it does not know', () => {
    const line = { id: 7, ...drillLine('s3://b/a.jpg'), camera: 'front', tags: ['x'], 'weather-metadata': 'none' };
    expect(readLines([line]).images).toHaveLength(1);
  });
});
