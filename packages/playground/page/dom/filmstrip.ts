import type { Photo } from '../photo/photo.js';
import { make, setText } from './element.js';

export interface Frame {
  readonly photo: Photo;
  readonly isSelected: boolean;
  /** A word on its answer: a count, `…` while it is asked, `!` for a failure. */
  readonly badge: string;
}

/** The photos; one that stays keeps its element, and so its focus and its decoded picture. */
export function drawFilmstrip(strip: HTMLElement, frames: readonly Frame[], select: (id: number) => void): void {
  const existing = new Map(
    [...strip.children].map((child) => [(child as HTMLElement).dataset['id'], child as HTMLElement]),
  );
  const drawn = frames.map((frame) => {
    const item = existing.get(String(frame.photo.id)) ?? makeFrame(frame.photo, select);
    const button = item.querySelector('button');
    const isNewlySelected = frame.isSelected && button?.getAttribute('aria-current') !== 'true';
    button?.setAttribute('aria-current', String(frame.isSelected));
    const badge = item.querySelector<HTMLElement>('.badge');
    if (badge) setText(badge, frame.badge);
    return { item, isNewlySelected };
  });
  const items = drawn.map(({ item }) => item);
  if (items.length !== strip.children.length || items.some((item, at) => strip.children[at] !== item))
    strip.replaceChildren(...items);
  drawn.find(({ isNewlySelected }) => isNewlySelected)?.item.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

function makeFrame({ id, name, url, size }: Photo, select: (id: number) => void): HTMLElement {
  const picture =
    size === 'undecodable'
      ? make('span', { className: 'ending' }, name.split('.').pop() ?? '?')
      : make('img', { src: url, alt: '', width: 64, height: 48 });
  const button = make(
    'button',
    { type: 'button', title: name, onclick: () => select(id) },
    picture,
    make('span', { className: 'hidden' }, name),
    make('span', { className: 'badge' }),
  );
  return make('li', { data: { id: String(id) } }, button);
}
