import { decodeImage, type DecodedImage } from '@detectory/imaging/sharp';

/** A JPEG of 8 × 8 grey pixels, as sharp writes it at quality 1. */
const photo = Buffer.from(
  '/9j/2wBDAP//////////////////////////////////////////////////////////////////////////////////////2wBDAf//////////' +
    '////////////////////////////////////////////////////////////////////////////wAARCAAIAAgDASIAAhEBAxEB/8QAFAAB' +
    'AAAAAAAAAAAAAAAAAAAAAP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/xAAUAQEAAAAAAAAAAAAAAAAAAAAA/8QAFBEBAAAAAAAAAAAAAAAAAAAA' +
    'AP/aAAwDAQACEQMRAD8AAA//2Q==',
  'base64',
);

/** The first call loads the decoder's native library, a tenth of a second; the others take a millisecond. */
export function decodeWarmUpPhoto(): Promise<DecodedImage> {
  return decodeImage(photo);
}
