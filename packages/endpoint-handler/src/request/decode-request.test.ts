import { constants } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { jpeg } from '../testing/fake-model.js';
import { toNpy } from '../testing/npy.js';
import { decodeRequest } from './decode-request.js';

const text = (value: string) => new TextEncoder().encode(value);
const base64 = Buffer.from(jpeg).toString('base64');
const decode = (body: Uint8Array, type = '', maxImages = 4) => decodeRequest(body, type, maxImages);
const form = (parts: string) => text(parts.replaceAll('\n', '\r\n'));
const formType = 'multipart/form-data; boundary=x';
const file = (name: string, content = 'photo') =>
  `--x\nContent-Disposition: form-data; name="${name}"; filename="a.jpg"\nContent-Type: image/jpeg\n\n${content}\n`;

describe(decodeRequest, () => {
  const [png, gif, tiff, webp, avif] = [
    '\x89PNG\r\n\x1a\n',
    'GIF89a',
    'II*\0',
    'RIFF\0\0\0\0WEBP',
    '\0\0\0\x1cftypavif',
  ].map((head) => new Uint8Array(Buffer.from(head, 'latin1')));
  const files = { jpeg, png: png!, gif: gif!, tiff: tiff!, webp: webp!, avif: avif! };

  it.each(Object.entries(files))('takes %s by its content, whatever its label', async (_, image) => {
    for (const type of ['', 'image/jpeg', 'application/x-image', 'application/json', 'multipart/form-data', 'text/csv'])
      expect(await decode(image, type)).toEqual({ images: [image], isList: false });
  });

  it.each([
    ['an image', `{"image":"${base64}"}`, false],
    ['a data URL', `{"image":"data:image/jpeg;base64,${base64}"}`, false],
    ['base64 alone', JSON.stringify(base64), false],
    ['base64 with line breaks', `{"image":"/9j\\n/4A==\\n"}`, false],
    ['base64 without padding, in the alphabet for URLs', `{"b64":"_9j_4A"}`, false],
    ['instances', `{"instances":[{"image":"${base64}"}]}`, true],
    ['b64 in an instance', `{"instances":[{"b64":"${base64}"}]}`, true],
    ['b64 in an image', `{"instances":[{"image":{"b64":"${base64}"}}]}`, true],
    ['text instances', `{"instances":["${base64}"]}`, true],
    ['a byte order mark', `\ufeff{"image":"${base64}"}`, false],
  ])('takes JSON with %s', async (_, body, isList) => {
    const decoded = await decode(text(body), 'application/json; charset=utf-8');
    expect(decoded.isList).toBe(isList);
    expect(decoded.images.map((image) => Buffer.from(image as Uint8Array))).toEqual([Buffer.from(jpeg)]);
  });

  it('knows JSON that has no label, or a wrong one', async () => {
    for (const type of ['', 'image/jpeg', 'application/octet-stream'])
      expect((await decode(text(`{"image":"${base64}"}`), type)).images).toHaveLength(1);
  });

  it('takes a line of JSON an image, and skips empty lines', async () => {
    const lines = `{"image":"${base64}"}\r\n\n"${base64}"\n`;
    for (const type of ['application/jsonlines', 'application/x-ndjson'])
      expect(await decode(text(lines), type)).toMatchObject({ images: [{ length: 4 }, { length: 4 }], isList: true });
  });

  it.each([
    ['not UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]), 'JSON_INVALID', /UTF-8/],
    ['UTF-16', new Uint8Array(Buffer.from('\ufeff{}', 'utf16le')), 'JSON_INVALID', /UTF-8/],
    ['cut off', text('{"image":"'), 'JSON_INVALID', /breaks off|position/],
    ['too deep', text(`{"instances":${'['.repeat(100_000)}`), 'JSON_INVALID', /deeper than 8 levels at byte 20/],
    ['too many values', text(`[${'1,'.repeat(100)}1]`), 'JSON_INVALID', /more than 16 values/],
    [
      'too many images',
      text(`{"instances":[${'"/9j/",'.repeat(4)}"/9j/"]}`),
      'TOO_MANY_IMAGES',
      /holds 5 images; at most 4/,
    ],
    ['no images', text('{"instances":[]}'), 'BODY_EMPTY', /list of images/],
    ['instances that are none', text('{"instances":7}'), 'JSON_INVALID', /instances is a number/],
    [
      'a number for an image',
      text('{"instances":["/9j/",{"image":7}]}'),
      'JSON_INVALID',
      /instances\[1\]\.image is a number/,
    ],
    ['no image', text('{}'), 'JSON_INVALID', /b64 is missing/],
    ['a list for an object', text('[]'), 'JSON_INVALID', /the body is a list/],
    ['null', text('null'), 'JSON_INVALID', /the body is null/],
    ['a key that means nothing', text('{"image":"/9j/","conf":0.4}'), 'JSON_INVALID', /"conf" in the body/],
    ['wrong base64', text('{"instances":[{"image":"!!!"}]}'), 'BASE64_INVALID', /instances\[0\]\.image/],
    ['empty base64', text('{"image":""}'), 'BODY_EMPTY', /image is empty/],
    ['a data URL without base64', text('{"image":"data:image/svg+xml,x"}'), 'BASE64_INVALID', /;base64/],
    ['a web address', text('{"image":"https://example.org/a.jpg"}'), 'REFERENCE_REFUSED', /https:/],
    ['an S3 address', text('{"instances":["S3://bucket/key"]}'), 'REFERENCE_REFUSED', /instances\[0\].*s3:/],
  ])('refuses JSON that is %s, and says where', async (_, body, code, message) => {
    await expect(decode(body, 'application/json')).rejects.toMatchObject({
      code: `ENDPOINT_${code}`,
      message: expect.stringMatching(message) as string,
    });
  });

  it('refuses JSON that is longer than a text can be, before it reads it', async () => {
    const longest = constants.MAX_STRING_LENGTH;
    await expect(decode(new Uint8Array(longest + 1), 'application/json')).rejects.toThrow(
      `The body has ${longest + 1} bytes; at most ${longest} can be read as one JSON text.`,
    );
  });

  it('names the line of JSON Lines that is wrong', async () => {
    await expect(decode(text(`"${base64}"\n\n{"image":`), 'application/jsonlines')).rejects.toThrow(
      /^Line 3 isn't valid JSON/,
    );
    await expect(decode(text(' \n'), 'application/jsonlines')).rejects.toThrow(/list of images is empty/);
    await expect(decode(text('"/9j/"\n'.repeat(5)), 'application/jsonlines')).rejects.toThrow(/5 images/);
  });

  it('is not misled by quotes and brackets in strings', async () => {
    await expect(decode(text(`{"image":"\\"[[[[[[[[[[[[\\\\"}`), 'application/json')).rejects.toMatchObject({
      code: 'ENDPOINT_BASE64_INVALID',
    });
  });

  it('takes arrays of pixels: one image, several, and grey', async () => {
    const rgb = new Uint8Array([1, 2, 3, 4, 5, 6]);
    const image = { pixels: rgb, widthPx: 2, heightPx: 1 };
    expect(await decode(toNpy([1, 2, 3], rgb))).toEqual({ images: [image], isList: false });
    expect(await decode(toNpy([1, 2, 3], rgb, { version: 2 }), 'image/jpeg')).toEqual({
      images: [image],
      isList: false,
    });
    expect(await decode(toNpy([2, 1, 1, 3], rgb))).toEqual({
      images: [rgb.slice(0, 3), rgb.slice(3)].map((pixels) => ({ pixels, widthPx: 1, heightPx: 1 })),
      isList: true,
    });
    expect((await decode(toNpy([1, 2], rgb.slice(0, 2)))).images[0]).toEqual({
      pixels: new Uint8Array([1, 1, 1, 2, 2, 2]),
      widthPx: 2,
      heightPx: 1,
    });
  });

  it.each([
    ['floats', toNpy([1, 1, 3], new Uint8Array(12), { descr: '<f4' }), /dtype is <f4/],
    ['Fortran order', toNpy([1, 1, 3], new Uint8Array(3), { isFortran: true }), /Fortran/],
    ['channels first', toNpy([3, 8, 8], new Uint8Array(192)), /shape is \(3, 8, 8\)/],
    ['one dimension', toNpy([3], new Uint8Array(3)), /shape is \(3\)/],
    ['a side of nothing', toNpy([0, 8, 3], new Uint8Array(0)), /shape is \(0, 8, 3\)/],
    ['too little data', toNpy([2, 2, 3], new Uint8Array(11)), /11 bytes; its shape needs 12/],
    ['a cut header', toNpy([2, 2, 3], new Uint8Array(0)).slice(0, 30), /within its header/],
    ['nothing after the magic', toNpy([2, 2, 3], new Uint8Array(0)).slice(0, 7), /within its header/],
    ['too many images', toNpy([5, 1, 1, 3], new Uint8Array(15)), /holds 5 images/],
  ])('refuses an array with %s', async (_, body, message) => {
    await expect(decode(body, 'application/x-npy')).rejects.toThrow(message);
  });

  it('takes a form field named body among others, and the only file whatever its name', async () => {
    for (const parts of [file('other') + file('body', 'this'), file('photo', 'this')])
      expect(await decode(form(`${parts}--x--\n`), formType)).toEqual({ images: [Buffer.from('this')], isList: false });
  });

  it.each([
    ['whose fields name no image', `${file('a')}${file('b')}--x--\n`, /2 fields \(a, b\)/],
    ['that breaks off', file('body'), /can't be read/],
    ['without fields', '--x--\n', /0 fields|can't be read/],
  ])('refuses a form %s', async (_, parts, message) => {
    await expect(decode(form(parts), formType)).rejects.toThrow(message);
  });

  it('refuses what is declared as something else and is no image either', async () => {
    await expect(decode(text('a,b'), 'text/csv')).rejects.toMatchObject({
      status: 415,
      hint: expect.stringContaining('image/jpeg') as string,
    });
  });

  const tar = new Uint8Array(1024);
  tar.set(text('ustar'), 257);

  it.each([
    ['a ZIP archive', new Uint8Array([0x50, 0x4b, 3, 4, 20, 0]), 'image/jpeg'],
    ['a ZIP archive', text('shuffled'), 'application/zip'],
    ['a tar archive', tar, 'application/octet-stream'],
    ['a tar archive', text('of the seventies'), 'application/x-tar'],
    ['gzip data', new Uint8Array([0x1f, 0x8b, 8]), ''],
  ])('refuses %s, and says how several photos are sent', async (kind, body, type) => {
    await expect(decode(body, type)).rejects.toMatchObject({
      status: 415,
      code: 'ENDPOINT_ARCHIVE_UNSUPPORTED',
      message: `The body is ${kind}, and archives are not unpacked here.`,
      hint: expect.stringMatching(/instances.*batch transform/) as string,
    });
  });

  it('refuses an archive in a form, and takes a photo or JSON that is labelled as one', async () => {
    const zip = form(`${file('body', 'PK\x03\x04')}--x--\n`);
    await expect(decode(zip, formType)).rejects.toMatchObject({ code: 'ENDPOINT_ARCHIVE_UNSUPPORTED' });
    for (const body of [jpeg, text(`{"image":"${base64}"}`)])
      expect((await decode(body, 'application/zip')).images).toHaveLength(1);
  });

  it('leaves what nothing is known about to the decoder', async () => {
    for (const type of ['', 'application/octet-stream', 'image/png', 'application/x-www-form-urlencoded'])
      expect((await decode(text('noise'), type)).images).toHaveLength(1);
  });
});
