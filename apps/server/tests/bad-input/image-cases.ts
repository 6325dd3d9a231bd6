import { bombOfData, bombOfPixels, jpeg, picture, png, pngOf, webp } from './photos.js';
import { deflateSync } from 'node:zlib';
import { type BadInput, posts } from './bad-input.js';

const half = async (bytes: Promise<Buffer>) => {
  const whole = await bytes;
  return whole.subarray(0, whole.length >> 1);
};
const text = (value: string) => Promise.resolve(Buffer.from(value));
const behind = async (bytes: Promise<Buffer>, tail: string) => Buffer.concat([await bytes, Buffer.from(tail)]);

/** Bodies that claim to be an image. */
export const imageCases: readonly BadInput[] = [
  posts('a JPEG that is cut off', () => half(jpeg())),
  posts('a PNG that is cut off', () => half(png())),
  posts('a WebP that is cut off', () => half(webp())),
  posts("a JPEG's first 20 bytes", async () => (await jpeg()).subarray(0, 20)),
  posts('a PNG sent as image/jpeg', png),
  posts('a JPEG sent as text/plain', jpeg, { 'content-type': 'text/plain' }),
  posts('a JPEG without a content type', jpeg, {}),
  posts('text sent as image/jpeg', () => text('This is not a photo.')),
  posts('HTML sent as image/jpeg', () => text('<!doctype html><script>alert(1)</script>')),
  posts('an SVG', () => text('<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>')),
  posts('a PDF', () => text('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n')),
  posts('an empty body', () => text('')),
  posts('one zero byte', () => Promise.resolve(Buffer.alloc(1))),
  posts('a megabyte of zeros', () => Promise.resolve(Buffer.alloc(2 ** 20))),
  posts('1 × 1 pixel', () => picture(1, 1).png().toBuffer()),
  posts('30,000 × 1 pixels', () => picture(30_000, 1).png().toBuffer()),
  posts('1 × 30,000 pixels', () => picture(1, 30_000).png().toBuffer()),
  posts('a decompression bomb of 30,000 × 30,000 pixels', () => Promise.resolve(bombOfPixels())),
  posts('a decompression bomb of 100 MB for 10 × 10 pixels', () => Promise.resolve(bombOfData())),
  posts('a PNG of 0 × 0 pixels', () => Promise.resolve(pngOf(0, 0, deflateSync(Buffer.alloc(1))))),
  posts('a PNG of 2³¹ × 2³¹ pixels', () =>
    Promise.resolve(pngOf(0x7fffffff, 0x7fffffff, deflateSync(Buffer.alloc(9)))),
  ),
  posts('a JPEG with a ZIP archive behind it', () => behind(jpeg(), 'PK\u0003\u0004 payload')),
  posts('a JPEG with a script behind it', () => behind(jpeg(), '<script>alert(1)</script>')),
  posts('a GIF that is a script too', () => text('GIF89a=1;alert(1)//')),
  posts('HEIC', () => Promise.resolve(Buffer.from('\0\0\0\u0018ftypheic\0\0\0\0mif1heic', 'latin1'))),
  posts('a CMYK JPEG', () => picture().toColourspace('cmyk').jpeg().toBuffer()),
  posts('a PNG of 16 bits', () => picture().toColourspace('rgb16').png().toBuffer()),
  posts('a grey PNG with alpha', () => picture().greyscale().ensureAlpha(0.5).png().toBuffer()),
  posts('a JPEG whose EXIF block is damaged', async () => withDamagedExif(await jpeg())),
];

/** An APP1 segment that says EXIF and holds no TIFF. */
function withDamagedExif(bytes: Buffer): Buffer {
  const segment = Buffer.from('ff e1 00 12 45 78 69 66 00 00 ff ff ff ff ff ff ff ff 00 00'.replaceAll(' ', ''), 'hex');
  return Buffer.concat([bytes.subarray(0, 2), segment, bytes.subarray(2)]);
}
