import type { Size } from '../view/viewport.js';
import type { Photo } from './photo.js';

let lastId = 0;

/** Makes a photo of a file: measured as shown, so its EXIF orientation is applied. */
export async function readPhoto(blob: Blob, name: string): Promise<Photo> {
  const url = URL.createObjectURL(blob);
  return { id: ++lastId, name, blob, url, size: await measure(url) };
}

async function measure(url: string): Promise<Size | 'undecodable'> {
  const image = new Image();
  image.src = url;
  try {
    await image.decode();
    return { width: image.naturalWidth, height: image.naturalHeight };
  } catch {
    return 'undecodable';
  }
}
