import { createRandom, mutate, pick, type Random } from './mutate.js';
import { picture } from './photos.js';
import type { Outgoing } from './send.js';

/** A whole picture in each format that the server reads. */
export async function samplePictures(): Promise<readonly Buffer[]> {
  const plain = picture(48, 32);
  return Promise.all([
    plain.clone().jpeg().toBuffer(),
    plain.clone().jpeg({ progressive: true }).withMetadata({ orientation: 6 }).toBuffer(),
    plain.clone().toColourspace('cmyk').jpeg().toBuffer(),
    plain.clone().png().toBuffer(),
    plain.clone().toColourspace('rgb16').png({ palette: false }).toBuffer(),
    plain.clone().webp().toBuffer(),
    plain.clone().webp({ lossless: true }).toBuffer(),
    plain.clone().gif().toBuffer(),
    plain.clone().tiff().toBuffer(),
    plain.clone().avif({ effort: 0 }).toBuffer(),
  ]);
}

/** At least 200 damaged files: the same ones in each run. */
export async function makeCorpus(): Promise<readonly { readonly name: string; readonly bytes: Buffer }[]> {
  const pictures = await samplePictures();
  return pictures.flatMap((bytes, format) =>
    Array.from({ length: 24 }, (_, variant) => ({
      name: `picture ${format}, damage ${variant}`,
      bytes: mutate(bytes, createRandom(format * 1000 + variant)),
    })),
  );
}

const types = [
  'image/jpeg',
  'image/png',
  'application/json',
  'application/jsonlines',
  'application/x-npy',
  'multipart/form-data; boundary=b',
  'text/html',
  '',
];
const accepts = ['application/json', 'text/csv', 'application/jsonlines', 'image/jpeg', '*/*', ';;q=', ''];
const encodings = ['gzip', 'br', 'identity', 'chunked'];
const attributes = [
  'conf=0.5',
  'conf=nan',
  'classes=%E2%82',
  'imgsz=-1;max=0',
  'a=b;c',
  'conf=0.1;conf=0.2',
  'imgsz=640;name=😀',
];
const methods = ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const paths = [
  ...['/endpoints/any/invocations', '/models', '/models/m', '/models/m/invoke', '/execution-parameters', '/ping'],
  ...['/openapi.json', '/metrics', '/', '/playground', '/invocations/', '/invocations%00', '/..%2f..%2fetc%2fpasswd'],
];

/** One request: a damaged body of some kind, under headers that fit, don't, or are damaged too; one in ten to another route. */
export function fuzzRequest(pictures: readonly Buffer[], random: Random): Outgoing {
  const image = pick(random, pictures);
  const body = random() < 0.6 ? mutate(image, random) : mutate(wrap(image, random), random);
  const query = random() < 0.2 ? `?${encodeURI(damageSome(pick(random, attributes), random))}` : '';
  const headers = fuzzHeaders(random);
  if (random() < 0.9) return { path: `/invocations${query}`, headers, body };
  const path = damageSome(pick(random, paths), random).replace(/[^!-~]/g, '');
  const method = random() < 0.5 ? 'POST' : pick(random, methods);
  return { method, path: `/${path.slice(1)}${query}`, headers, body };
}

function fuzzHeaders(random: Random): Record<string, string> {
  const drawn: Record<string, string> = { accept: pick(random, accepts), 'content-type': pick(random, types) };
  if (random() < 0.3) drawn['x-amzn-sagemaker-custom-attributes'] = pick(random, attributes);
  if (random() < 0.1) drawn['x-amzn-sagemaker-inference-id'] = 'photo-1';
  if (random() < 0.05) drawn['content-encoding'] = pick(random, encodings);
  const damaged = Object.entries(drawn).map(([name, value]) => [name, toHeader(damageSome(value, random))] as const);
  return Object.fromEntries(damaged.filter(([, value]) => value !== ''));
}

/** One in four texts with damage to its bytes. */
function damageSome(text: string, random: Random): string {
  return random() < 0.25 ? mutate(Buffer.from(text), random).toString('latin1') : text;
}

/** What a client can send at all as a header's value. */
const toHeader = (text: string): string => text.replace(/[^\t -~\x80-\xff]/g, '').trim();

function wrap(image: Buffer, random: Random): Buffer {
  const base64 = image.toString('base64');
  return pick(random, [
    Buffer.from(JSON.stringify({ image: base64 })),
    Buffer.from(JSON.stringify({ instances: [{ b64: base64 }, base64] })),
    Buffer.from(`${JSON.stringify({ image: base64 })}\n${JSON.stringify({ image: base64 })}\n`),
    Buffer.concat([
      Buffer.from('--b\r\nContent-Disposition: form-data; name="body"; filename="a.jpg"\r\n\r\n'),
      image,
      Buffer.from('\r\n--b--\r\n'),
    ]),
  ]);
}
