import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blankPhoto, boxesModel, type RunningServer, startServer } from './start-server.js';

let server: RunningServer;
beforeAll(async () => {
  server = await startServer(['--model', boxesModel]);
});
afterAll(() => server.stop());

const photo = readFileSync(blankPhoto);
const invoke = (query = '', headers: Record<string, string> = {}, body: Buffer<ArrayBuffer> | string = photo) =>
  fetch(`${server.url}/invocations${query}`, { method: 'POST', body, headers });

interface Found {
  readonly name: string;
  readonly confidence: number;
  readonly xmin: number;
  readonly xmax: number;
}

const found = async (query?: string, headers?: Record<string, string>): Promise<readonly Found[]> =>
  (await (await invoke(query, headers)).json()) as readonly Found[];
/** `hammer 0.9` and so on. */
const summary = async (query?: string, headers?: Record<string, string>) =>
  (await found(query, headers)).map(({ name, confidence }) => `${name} ${confidence.toFixed(1)}`);

describe('what a request asks of the model', () => {
  it('is its thresholds where it says nothing', async () => {
    expect(await summary()).toEqual(['hammer 0.9', 'drill 0.6', 'hammer 0.3']);
  });

  it.each([
    ['?conf=0.5', ['hammer 0.9', 'drill 0.6']],
    ['?conf=0.95', []],
    ['?classes=drill', ['drill 0.6']],
    ['?classes=1', ['hammer 0.9', 'hammer 0.3']],
    ['?max=1', ['hammer 0.9']],
    ['?iou=0.95', ['hammer 0.9', 'hammer 0.7', 'drill 0.6', 'hammer 0.3']],
    ['?conf=0.5&classes=hammer&iou=0.95&max=1', ['hammer 0.9']],
  ])('may be in the query string: %s', async (query, expected) => {
    expect(await summary(query)).toEqual(expected);
  });

  it('may be in the attributes of SageMaker, which come back', async () => {
    const name = 'X-Amzn-SageMaker-Custom-Attributes';
    const answer = await invoke('', { [name]: 'conf=0.5;classes=hammer' });
    expect(await answer.json()).toEqual([expect.objectContaining({ name: 'hammer' })]);
    expect(answer.headers.get(name)).toMatch(/^conf=0\.5;classes=hammer;model=model;ms=\d/);
    expect(await summary('?conf=0.2', { [name]: 'conf=0.95' })).toHaveLength(3);
  });

  it('may be another size, for which the nearest export runs', async () => {
    const width = async (query: string) => {
      const [first] = await found(query);
      return (first?.xmax ?? 0) - (first?.xmin ?? 0);
    };
    // The rows are 8 pixels wide in either export, and the photo is 2000 wide.
    expect(await width('?imgsz=64')).toBeCloseTo(250, 0);
    expect(await width('?imgsz=32')).toBeCloseTo(500, 0);
  });
});

describe('the type of the answer', () => {
  it('may be csv', async () => {
    const answer = await invoke('?max=2', { accept: 'text/csv' });
    expect(answer.headers.get('content-type')).toMatch(/^text\/csv/);
    const [head, ...rows] = (await answer.text()).trimEnd().split('\r\n');
    expect(head).toBe('xmin,ymin,xmax,ymax,confidence,class,name');
    expect(rows.map((row) => row.split(',').slice(-2))).toEqual([
      ['1', 'hammer'],
      ['0', 'drill'],
    ]);
  });

  it('may be JSON lines, one an image, with an error in the place of a bad one', async () => {
    const image = photo.toString('base64');
    const bad = Buffer.from('text').toString('base64');
    const body = JSON.stringify({ instances: [image, bad, { image }] });
    const answer = await invoke('', { accept: 'application/jsonlines', 'content-type': 'application/json' }, body);
    expect(answer.headers.get('content-type')).toMatch(/^application\/jsonlines/);
    const lines = (await answer.text()).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      expect.objectContaining({ length: 3 }),
      expect.objectContaining({ code: 'IMAGING_UNREADABLE' }),
      expect.objectContaining({ length: 3 }),
    ]);
  });

  it('may be the photo with its boxes drawn', async () => {
    const answer = await invoke('', { accept: 'image/jpeg' });
    expect(answer.headers.get('content-type')).toBe('image/jpeg');
    const image = sharp(Buffer.from(await answer.arrayBuffer()));
    expect(await image.metadata()).toMatchObject({ format: 'jpeg', width: 2000, height: 1500 });
    // The photo is black; only boxes give it light.
    const { channels } = await image.stats();
    expect(Math.max(...channels.map(({ max }) => max))).toBeGreaterThan(100);
  });
});
