import { type BadInput, posts, sends } from './bad-input.js';
import { jpeg } from './photos.js';

const json = { 'content-type': 'application/json' };
const npy = { 'content-type': 'application/x-npy' };
const form = (boundary: string) => ({ 'content-type': `multipart/form-data; boundary=${boundary}` });
const typed = (type: string) => ({ 'content-type': type });
const bytes = (value: string) => () => Promise.resolve(Buffer.from(value, 'latin1'));
const part = (name: string, body: string) =>
  `--b\r\nContent-Disposition: form-data; name="${name}"; filename="a.jpg"\r\n\r\n${body}\r\n`;

/** Bodies in other types: forms, JSON, arrays. */
export const bodyCases: readonly BadInput[] = [
  posts('a JPEG sent as multipart/form-data', jpeg, { 'content-type': 'multipart/form-data' }),
  posts('a form without its boundary', bytes('hello'), { 'content-type': 'multipart/form-data' }),
  posts('a form with another boundary than announced', bytes(`${part('body', 'x')}--b--`), form('c')),
  posts('a form that ends in the middle', bytes('--b\r\nContent-Disposition: form-data; name="body"'), form('b')),
  posts('a form with an empty file', bytes(`${part('body', '')}--b--`), form('b')),
  posts('a form with two files and none named body', bytes(`${part('a', 'x')}${part('c', 'y')}--b--`), form('b')),
  posts('a form of 10,000 parts', bytes(`${part('a', 'x').repeat(10_000)}--b--`), form('b')),
  posts('JSON that is not UTF-8', bytes('{"image":"\xff\xfe"}'), json),
  posts('JSON that ends in the middle', bytes('{"image": "aGVs'), json),
  posts('JSON nested 100,000 deep', bytes(`${'['.repeat(100_000)}${']'.repeat(100_000)}`), json),
  posts('JSON without an image', bytes('{"picture": "aGVsbG8="}'), json),
  posts('JSON whose image is not base64', bytes('{"image": "not base64!"}'), json),
  posts('JSON whose image is no picture', bytes(`{"image": "${Buffer.from('hello').toString('base64')}"}`), json),
  posts('JSON that names a URL', bytes('{"image": "http://169.254.169.254/latest/meta-data/"}'), json),
  posts('JSON that names an S3 object', bytes('{"image": "s3://bucket/key.jpg"}'), json),
  posts('JSON of 100,000 images', bytes(`{"instances": [${'"",'.repeat(99_999)}""]}`), json),
  posts('a ZIP archive of photos', bytes('PK\x03\x04\x14\x00'), typed('application/zip')),
  posts('a ZIP archive sent as image/jpeg', bytes('PK\x03\x04\x14\x00'), typed('image/jpeg')),
  posts('a tar of photos', tarOf(jpeg), typed('application/x-tar')),
  posts('a tar of photos sent as application/octet-stream', tarOf(jpeg), typed('application/octet-stream')),
  posts('a video', bytes('\0\0\0\x1cftypisom\0\0\x02\0'), typed('video/mp4')),
  posts('an array of Python objects (a pickle)', bytes(npyOf('|O', '(1,)', 'cos\nsystem\n.')), npy),
  posts('an array that is shorter than it says', bytes(npyOf('|u1', '(4000, 4000, 3)', 'x')), npy),
  posts('an array of 10¹² pixels', bytes(npyOf('|u1', '(1000000, 1000000, 3)', 'x')), npy),
  sends('a confidence that is no number', { path: '/invocations?conf=high', body: 'x' }),
  sends('an option that does not exist', { path: '/invocations?confidense=0.5', body: 'x' }),
  sends('a class that the model does not know', { path: '/invocations?classes=elephant', body: 'x' }),
  sends('an Accept that nothing fits', { headers: { accept: 'video/mp4' }, body: 'x' }),
  sends('attributes of 5,000 characters', {
    headers: { 'x-amzn-sagemaker-custom-attributes': `conf=0.5;${'a'.repeat(5_000)}` },
    body: 'x',
  }),
  sends('a path that leaves the root', { path: '/models/..%2f..%2fetc%2fpasswd/invoke', body: 'x' }),
  sends('a path that is not URL encoding', { path: '/models/%zz', method: 'GET' }),
  sends('a path that does not exist', { path: '/nothing', method: 'GET' }),
  sends('PUT to /invocations', { method: 'PUT', body: 'x' }),
  sends('a model to load where one is served', {
    path: '/models',
    headers: json,
    body: '{"model_name":"a","url":"/etc"}',
  }),
];

/** One file behind a header of POSIX: its name first, the magic at byte 257. */
function tarOf(photo: () => Promise<Buffer>): () => Promise<Buffer> {
  const header = Buffer.alloc(512);
  header.write('1.jpg');
  header.write('ustar\x0000', 257);
  return async () => Buffer.concat([header, await photo()]);
}

/** Version 1.0 of the format: magic, header length, a Python dict, then the values. */
function npyOf(descr: string, shape: string, values: string): string {
  const header = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${shape}, }`.padEnd(117) + '\n';
  return `\x93NUMPY\x01\x00${String.fromCharCode(header.length)}\x00${header}${values}`;
}
