import type { Photo } from '../photo/photo.js';
import type { Placement, Size } from '../view/viewport.js';
import { make } from './element.js';

/** What a stage shows under its boxes. */
export type Medium =
  | { readonly kind: 'none' }
  | { readonly kind: 'photo'; readonly photo: Photo }
  | { readonly kind: 'video'; readonly stream: MediaStream };

/** Two media of one key look the same. */
export function keyOfMedium(medium: Medium): string {
  if (medium.kind === 'photo') return `photo ${medium.photo.id}`;
  return medium.kind === 'video' ? `video ${medium.stream.id}` : 'none';
}

/** The photo or the running camera, if there is one to see; without alternative text, since the stage itself is described. */
export function makeMedium(medium: Medium): readonly (HTMLImageElement | HTMLVideoElement)[] {
  if (medium.kind === 'none') return [];
  if (medium.kind === 'photo')
    return medium.photo.size === 'undecodable'
      ? []
      : [make('img', { src: medium.photo.url, alt: '', draggable: false })];
  const video = make('video', { srcObject: medium.stream, muted: true, playsInline: true, autoplay: true });
  void video.play().catch(() => undefined);
  return [video];
}

/** Above this many CSS pixels for one of the photo, single pixels are what one wants to see. */
const pixelsFromScale = 6;

export function placeMedium(element: HTMLElement, { left, top, scale }: Placement, size: Size): void {
  Object.assign(element.style, {
    width: `${size.width * scale}px`,
    height: `${size.height * scale}px`,
    transform: `translate(${left}px, ${top}px)`,
    imageRendering: scale >= pixelsFromScale ? 'pixelated' : 'auto',
  });
}
