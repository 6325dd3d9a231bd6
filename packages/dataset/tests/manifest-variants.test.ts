import { describe, expect, it } from 'vitest';
import { LabelCollector } from '../src/ground-truth/label-collector.js';
import { box, drillLine, type JsonLine, label, namesIn, readLines, readManifests } from './make-line.js';

const verification = (verdict: string, metadata: JsonLine = {}): JsonLine => ({
  check: verdict === 'good' ? '0' : '1',
  'check-metadata': {
    'class-name': verdict,
    type: 'groundtruth/label-verification',
    'creation-date': '2026-02-01T00:00:00.000000',
    ...metadata,
  },
});

/** The variants of a manifest (A2), by their number. */
describe(`${LabelCollector.name}: variants`, () => {
  it('1: leaves unlabelled lines out, and never calls them backgrounds', () => {
    const labels = readLines([drillLine('s3://b/a.jpg'), { 'source-ref': 's3://b/b.jpg' }]);
    expect(labels.images).toHaveLength(1);
    expect(labels.excluded).toMatchObject([{ line: 2, reason: 'line-unlabelled' }]);
  });

  it('2: leaves failed objects out and keeps the reason', () => {
    const failed = { 'tools-metadata': { 'failure-reason': 'ClientError: no access', 'retry-count': '3' } };
    const halfDone = drillLine('s3://b/c.jpg', { metadata: { 'failure-reason': 'timed out' } });
    const labels = readLines([drillLine('s3://b/a.jpg'), { 'source-ref': 's3://b/b.jpg', ...failed }, halfDone]);
    expect(labels.excluded).toMatchObject([
      { line: 2, reason: 'line-failed', detail: 'ClientError: no access' },
      { line: 3, reason: 'line-failed', detail: 'timed out' },
    ]);
  });

  it('2: keeps a reason that is no text, as JSON', () => {
    const failed = { 'tools-metadata': { 'failure-reason': { code: 7, toString: false } } };
    const labels = readLines([drillLine('s3://b/a.jpg'), { 'source-ref': 's3://b/b.jpg', ...failed }]);
    expect(labels.excluded).toMatchObject([{ line: 2, detail: '{"code":7,"toString":false}' }]);
  });

  it('3: keeps empty annotations as a confirmed background', () => {
    const labels = readLines([drillLine('s3://b/a.jpg'), drillLine('s3://b/b.jpg', { annotations: [], classMap: {} })]);
    expect(namesIn(labels)).toEqual([['drill'], []]);
    expect(labels.excluded).toEqual([]);
  });

  it('4: follows a chain of adjustments to its newest label', () => {
    const at = (day: number, status?: string): JsonLine => ({
      'creation-date': `2026-01-0${day}T00:00:00.000000`,
      ...(status !== undefined && { 'adjustment-status': status }),
    });
    const stage = (name: string, left: number, metadata: JsonLine): JsonLine =>
      label(name, { annotations: [box(0, left)], classMap: { 0: 'drill' }, metadata });
    const line = {
      'source-ref': 's3://b/a.jpg',
      ...stage('third', 3, at(3, 'unadjusted')),
      ...stage('first', 1, at(1)),
      ...stage('second', 2, at(2, 'adjusted')),
    };
    expect(readLines([line]).images.at(0)).toMatchObject({ attribute: 'third', boxes: [{ left: 3 }] });
  });

  it('4: prefers on a tie what was adjusted to what was looked at and left', () => {
    const stage = (name: string, left: number, status: string): JsonLine =>
      label(name, { annotations: [box(0, left)], classMap: { 0: 'drill' }, metadata: { 'adjustment-status': status } });
    const line = { 'source-ref': 's3://b/a.jpg', ...stage('first', 1, 'adjusted'), ...stage('last', 2, 'unadjusted') };
    expect(readLines([line]).images.at(0)).toMatchObject({ attribute: 'first', isAdjusted: true });
  });

  it('4: takes a label that names no date for older than any that does', () => {
    const stage = (name: string, left: number, metadata: JsonLine): JsonLine =>
      label(name, { annotations: [box(0, left)], classMap: { 0: 'drill' }, metadata });
    const [dated, undated] = [stage('dated', 1, {}), stage('undated', 2, { 'creation-date': undefined })];
    for (const labels of [
      { ...dated, ...undated },
      { ...undated, ...dated },
    ])
      expect(readLines([{ 'source-ref': 's3://b/a.jpg', ...labels }]).images.at(0)?.attribute).toBe('dated');
  });

  it('4: says how many lines have each label, and for how many of them it was taken', () => {
    const second = label('second', {
      annotations: [box(0)],
      classMap: { 0: 'drill' },
      metadata: { 'adjustment-status': 'adjusted' },
    });
    const lines = [{ ...drillLine('s3://b/a.jpg'), ...second }, drillLine('s3://b/b.jpg')];
    expect(readLines(lines).attributes).toEqual([
      { attribute: 'tools', lines: 2, chosen: 1 },
      { attribute: 'second', lines: 1, chosen: 1 },
    ]);
  });

  it('5: leaves out what a verification called bad when asked, with what the workers wrote', () => {
    const lines = [
      { ...drillLine('s3://b/a.jpg'), ...verification('good') },
      {
        ...drillLine('s3://b/b.jpg'),
        ...verification('bad', { 'worker-feedback': [{ comment: 'box too large' }, {}] }),
      },
      drillLine('s3://b/c.jpg'),
    ];
    expect(readLines(lines).images).toHaveLength(3);
    const { images, excluded } = readLines(lines, { dropVerified: ['Bad'] });
    expect(images).toHaveLength(2);
    expect(excluded).toMatchObject([{ line: 2, reason: 'line-verified-bad', detail: 'bad: box too large' }]);
  });

  it('5: follows the newest verdict, and none that is older than the label', () => {
    const newer = { 'creation-date': '2026-03-01T00:00:00.000000' };
    const again = {
      again: '0',
      'again-metadata': { 'class-name': 'good', type: 'groundtruth/label-verification', ...newer },
    };
    const lines = [
      { ...drillLine('s3://b/a.jpg'), ...verification('bad'), ...again },
      { ...drillLine('s3://b/b.jpg', { metadata: newer }), ...verification('bad') },
    ];
    expect(readLines(lines, { dropVerified: ['bad'] }).images).toHaveLength(2);
  });

  it('5: counts the verdicts, and tells which of those to drop no line carries', () => {
    const verified = (name: string, verdict: string): JsonLine => ({
      ...drillLine(`s3://b/${name}.jpg`),
      ...verification(verdict),
    });
    const lines = [verified('a', 'good'), verified('b', 'bad'), verified('c', 'good'), drillLine('s3://b/d.jpg')];
    expect(readLines(lines, { dropVerified: ['Bad', 'bda'] }).verification).toEqual({
      verdicts: [
        { verdict: 'good', lines: 2 },
        { verdict: 'bad', lines: 1 },
      ],
      unseen: ['bda'],
    });
    expect(readLines(lines).verification).toBeUndefined();
  });

  it('5: takes no class of another job for a verdict', () => {
    const scene = {
      scene: 0,
      'scene-metadata': {
        'class-name': 'bad',
        type: 'groundtruth/image-classification',
        'creation-date': '2026-03-01T00:00:00.000000',
      },
    };
    const lines = [
      { ...drillLine('s3://b/a.jpg'), ...scene },
      { ...drillLine('s3://b/b.jpg'), ...scene, ...verification('good') },
    ];
    expect(readLines(lines, { dropVerified: ['bad'] }).images).toHaveLength(2);
  });

  it('6: passes over labels of other kinds in the same line', () => {
    const line = {
      'source-ref': 's3://b/a.jpg',
      scene: '0',
      'scene-metadata': { 'class-name': 'shop', type: 'groundtruth/image-classification' },
      tags: [1, 0, 8],
      'tags-metadata': { 'class-map': {}, 'confidence-map': {}, type: 'groundtruth/image-classification-multilabel' },
      'mask-ref': 's3://b/a.png',
      'mask-ref-metadata': { type: 'groundtruth/semantic-segmentation' },
      ...drillLine('s3://b/a.jpg'),
    };
    const labels = readLines([line]);
    expect(labels.images.at(0)).toMatchObject({ attribute: 'tools' });
    expect(labels.attributes).toEqual([{ attribute: 'tools', lines: 1, chosen: 1 }]);
  });

  it('6: passes over a type that is no text', () => {
    const odd = { 'source-ref': 's3://b/b.jpg', 'scene-metadata': { type: { toString: false } }, scene: '0' };
    expect(readLines([drillLine('s3://b/a.jpg'), odd]).excluded).toMatchObject([{ line: 2, detail: 'other' }]);
  });

  it('7: takes the newest of the lines that a streaming job repeats', () => {
    const at = (day: number, left: number): JsonLine =>
      drillLine('s3://b/a.jpg', {
        annotations: [box(0, left)],
        metadata: { 'creation-date': `2026-01-0${day}T00:00:00.000000` },
      });
    const labels = readLines([at(2, 2), at(3, 3), at(1, 1)]);
    expect(labels.images.map((image) => [image.line, image.boxes[0]?.left])).toEqual([[2, 3]]);
    expect(labels.excluded.map(({ line, reason }) => [line, reason])).toEqual([
      [1, 'line-repeated'],
      [3, 'line-repeated'],
    ]);
    const ofOneTime = readLines([at(3, 3), at(3, 4)]);
    expect(ofOneTime.images.map((image) => [image.line, image.boxes[0]?.left])).toEqual([[2, 4]]);
  });

  it('7: takes a line that names no date for older than any that does', () => {
    const dated = drillLine('s3://b/a.jpg', { annotations: [box(0, 1)] });
    const undated = drillLine('s3://b/a.jpg', { annotations: [box(0, 2)], metadata: { 'creation-date': undefined } });
    for (const lines of [
      [dated, undated],
      [undated, dated],
    ])
      expect(readLines(lines).images.map((image) => image.boxes[0]?.left)).toEqual([1]);
  });

  it('8: reads several jobs in one file, each with ids of its own', () => {
    const job = (name: string, ...names: string[]): JsonLine => ({
      'source-ref': `s3://b/${name}.jpg`,
      ...label(name, { annotations: names.map((_, id) => box(id)), classMap: { ...names } }),
    });
    const labels = readLines([job('january', 'drill', 'saw'), job('february', 'saw'), job('march', 'hammer', 'drill')]);
    expect(namesIn(labels)).toEqual([['drill', 'saw'], ['saw'], ['hammer', 'drill']]);
    expect(labels.attributes.map(({ attribute }) => attribute)).toEqual(['january', 'february', 'march']);
  });

  it('8: reads several files at once, each with ids of its own', () => {
    const labels = readManifests([
      [drillLine('s3://b/a.jpg')],
      [drillLine('s3://b/b.jpg', { classMap: { 0: 'saw' } }), drillLine('s3://b/c.jpg')],
    ]);
    expect(labels.images.map(({ manifest, line, boxes }) => [manifest, line, boxes[0]?.className])).toEqual([
      [0, 1, 'drill'],
      [1, 1, 'saw'],
      [1, 2, 'drill'],
    ]);
  });

  it('8: does not guess the name of an id that one attribute uses for two', () => {
    const labels = readLines([
      drillLine('s3://b/a.jpg', { classMap: { 0: 'drill' } }),
      drillLine('s3://b/b.jpg', { classMap: { 0: 'saw' } }),
      drillLine('s3://b/c.jpg', { classMap: {} }),
    ]);
    expect(namesIn(labels)).toEqual([['drill'], ['saw']]);
    expect(labels.problems).toMatchObject([{ line: 3, reason: 'class-unknown' }]);
  });

  it('8: names a box by its own line, then by other lines of its job, never by another job', () => {
    const both = drillLine('s3://b/a.jpg', { annotations: [box(0), box(1)], classMap: { 0: 'drill', 1: 'saw' } });
    const partly = drillLine('s3://b/b.jpg', { annotations: [box(0), box(1)], classMap: { 0: 'hammer' } });
    const other = { 'source-ref': 's3://b/c.jpg', ...label('other', { annotations: [box(1)] }) };
    const labels = readLines([both, partly, other]);
    expect(namesIn(labels)).toEqual([
      ['drill', 'saw'],
      ['hammer', 'saw'],
    ]);
    expect(labels.problems).toMatchObject([{ line: 3, reason: 'class-unknown' }]);
  });

  it('9: explains that a video job is none, beside lines of boxes too', () => {
    const video = {
      'source-ref': 's3://b/seq.json',
      'track-ref': 's3://b/SeqLabel.json',
      'track-ref-metadata': { type: 'groundtruth/video-object-detection' },
    };
    expect(() => readLines([video])).toThrow('the manifest of a video job');
    expect(readLines([drillLine('s3://b/a.jpg'), video]).excluded).toMatchObject([
      { line: 2, reason: 'line-other-labels', detail: 'video' },
    ]);
  });

  it('10: reads an augmented manifest whose metadata hold a class map and a type alone', () => {
    const line = {
      'source-ref': 's3://b/a.jpg',
      'bounding-box': { annotations: [box(1)], image_size: [{ width: 640, height: 480, depth: 3 }] },
      'bounding-box-metadata': { 'class-map': { 1: 'saw' }, type: 'groundtruth/object-detection' },
    };
    const labels = readLines([line]);
    expect(namesIn(labels)).toEqual([['saw']]);
    expect([labels.problems, labels.objectsMismatches, labels.notes]).toEqual([[], 0, {}]);
  });

  it('10: reads a Rekognition manifest, with the whole class map on each line and error objects', () => {
    const classMap = { 0: 'drill', 1: 'saw', 2: 'hammer' };
    const lines = [
      {
        ...drillLine('s3://b/a.jpg', { classMap, metadata: { objects: [{ confidence: 1 }] } }),
        errors: [{ code: 'X' }],
      },
      { ...drillLine('s3://b/b.jpg', { annotations: [], classMap }), 'tools-errors': { code: 'ERROR_NO_CLASS_MAP' } },
    ];
    const labels = readLines(lines);
    expect(labels.classes).toEqual(['drill', 'saw', 'hammer']);
    expect(labels.attributes).toEqual([{ attribute: 'tools', lines: 2, chosen: 2 }]);
    expect(namesIn(labels)).toEqual([['drill'], []]);
  });

  it("11: knows a worker's response by its shape, bare or wrapped", () => {
    const response = {
      boundingBoxes: [{ label: 'drill', left: 1, top: 1, width: 2, height: 2 }],
      inputImageProperties: {},
    };
    for (const line of [response, { boundingBox: response }, { answers: [{ answerContent: response }] }])
      expect(() => readLines([line])).toThrow("a worker's response");
  });
});
