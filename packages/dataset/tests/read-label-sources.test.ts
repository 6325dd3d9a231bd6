import { createStorage } from '@detectory/storage';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readLabelSources, toExifMode } from '../src/adapters/index.js';
import { InvalidOptionError, UnreadableLabelsError } from '../src/errors.js';
import { coco, named, photo, read, tree } from './label-tree.js';
import { toLine } from './make-job.js';

describe('COCO files', () => {
  it('find images in folders, among those of the same name by the end of the path', async () => {
    const dir = await tree({ 'my.json': named('one/a.png'), 'images/one/a.png': photo, 'images/two/a.png': photo });
    const sources = await readLabelSources({ storage: createStorage(), inputs: [join(dir, 'my.json')] });
    const [image] = sources.labels.images;
    expect(image && (await sources.locate(image))).toEqual({ uri: join(dir, 'images/one/a.png') });
  });

  it('do not guess between images of one name', async () => {
    const dir = await tree({ 'my.json': named('x/a.png'), 'one/a.png': photo, 'two/a.png': photo });
    expect((await read(join(dir, 'my.json'))).found).toEqual(['image-ambiguous']);
  });

  it.each(['photos/deep/a.png', 'deep/a.png'])('find an s3:// URI below --images at %s', async (path) => {
    const dir = await tree({
      'my.json': named('s3://photos/deep/a.png'),
      [`root/${path}`]: photo,
      'root/else/a.png': photo,
    });
    const sources = await readLabelSources({
      storage: createStorage(),
      inputs: [join(dir, 'my.json')],
      images: join(dir, 'root'),
    });
    const [image] = sources.labels.images;
    expect(image && (await sources.locate(image))).toEqual({ uri: join(dir, 'root', path) });
  });

  it('take a file_name that is an s3:// URI as it stands', async () => {
    const dir = await tree({ 'my.json': named('s3://b/x y.png') });
    expect((await read(join(dir, 'my.json'))).found).toEqual(['x y.png']);
  });
});

describe(readLabelSources, () => {
  const line = toLine({ key: 'a.png', boxes: [['drill', 1, 2, 3, 4]] });

  it.each([
    ['a manifest', 'output.manifest', line, 'ground-truth'],
    ['a manifest whose first line is long', 'x.json', `${line}\n`, 'ground-truth'],
    ['an indented COCO file with a byte order mark', 'x.txt', `\ufeff${JSON.stringify(coco, null, 2)}`, 'coco'],
    [
      'COCO that starts with its annotations',
      'x.json',
      `{"annotations":[],${JSON.stringify({ ...coco, annotations: undefined }).slice(1)}`,
      'coco',
    ],
  ])('knows %s by its content', async (_, name, content, format) => {
    const dir = await tree({ [name]: content });
    expect((await read(join(dir, name))).format).toBe(format);
  });

  it.each([
    ['export.zip', 'PK\u0003\u0004…', 'unpack it'],
    ['project.json', [{ id: 1, annotations: [{ id: 1, result: [] }] }], "Label Studio's own JSON"],
    ['annotations.xml', '<?xml version="1.0"?>\n<annotations></annotations>', 'this is XML'],
  ])('says what to do with %s', async (name, content, text) => {
    const dir = await tree({ [name]: content });
    await expect(read(join(dir, name))).rejects.toThrow(UnreadableLabelsError);
    await expect(read(join(dir, name))).rejects.toThrow(text);
  });

  it('asks which one is meant where a folder holds several, or none', async () => {
    const several = await tree({ 'annotations/instances_a.json': coco, 'annotations/instances_b.json': coco });
    await expect(read(several)).rejects.toThrow(/several files of labels \(annotations\/instances_a.json, /);
    await expect(read(await tree({ 'a.png': photo }))).rejects.toThrow('no labels that are recognised');
  });

  it('takes several inputs of one format, and refuses to mix formats', async () => {
    const dir = await tree({ 'a.json': coco, 'b.json': named('b.png'), 'c.manifest': line });
    const files = ['a.json', 'b.json'].map((file) => join(dir, file));
    expect((await read(files)).images).toHaveLength(2);
    await expect(read([...files, join(dir, 'c.manifest')])).rejects.toThrow(InvalidOptionError);
  });

  it.each([
    ['COCO files', { 'annotations/instances_train.json': coco, 'annotations/instances_val.json': named('b.png') }],
    ['manifests', { 'train.manifest': line, 'val.manifest': toLine({ key: 'b.png', boxes: [] }) }],
    ["Roboflow's files", { 'train/_annotations.coco.json': coco, 'valid/_annotations.coco.json': named('b.png') }],
  ])('notes that a split in %s is not kept', async (_, files) => {
    const dir = await tree(files);
    const inputs = Object.keys(files).map((file) => join(dir, file));
    expect((await read(inputs)).notes).toEqual({ 'split-not-kept': 2 });
    expect((await read(inputs.slice(1))).notes).toEqual({});
  });

  it('counts only the images of files that name a split', async () => {
    const dir = await tree({ 'train.json': coco, 'test.json': named('b.png'), 'more.json': named('c.png') });
    const inputs = ['train', 'more', 'test'].map((name) => join(dir, `${name}.json`));
    expect((await read(inputs)).notes).toEqual({ 'split-not-kept': 2 });
  });

  it('refuses label attributes and verdicts where the format has none', async () => {
    const dir = await tree({ 'a.json': coco });
    await expect(read(join(dir, 'a.json'), { labelAttributes: ['job'] })).rejects.toThrow(
      'only Ground Truth manifests have label attributes',
    );
    await expect(read(join(dir, 'a.json'), { dropVerified: ['bad'] })).rejects.toThrow(
      "--drop-verified bad: the input is coco, and only Ground Truth manifests have a verification job's verdicts",
    );
  });

  it('reads what --from says', async () => {
    const dir = await tree({ 'a.json': coco });
    await expect(read(join(dir, 'a.json'), { from: 'ground-truth' })).rejects.toThrow('this is a COCO file');
  });
});

describe(toExifMode, () => {
  it('takes YOLO rows for the photo as it is shown, COCO boxes too where no size decides, unless a frame is asked for', () => {
    const formats = ['ground-truth', 'coco', 'yolo'] as const;
    expect(formats.map((format) => toExifMode(format, 'auto'))).toEqual(['auto', 'auto-displayed', 'displayed']);
    for (const asked of ['stored', 'displayed'] as const)
      expect(formats.map((format) => toExifMode(format, asked))).toEqual([asked, asked, asked]);
  });
});
