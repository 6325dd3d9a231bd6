import type { ClassCount } from '../filter/count-classes.js';
import { makeSwatch } from './class-swatch.js';
import { make } from './element.js';

export interface ClassRow extends ClassCount {
  readonly mark: number;
  readonly isShown: boolean;
}

/** The classes as check boxes with their counts; rows that stay keep their focus. */
export function drawClassList(
  list: HTMLElement,
  rows: readonly ClassRow[],
  show: (name: string, on: boolean) => void,
): void {
  const existing = new Map([...list.children].map((row) => [(row as HTMLElement).dataset['name'], row]));
  const drawn = rows.map((row) => {
    const old = existing.get(row.name);
    const kept = old instanceof HTMLElement && old.dataset['mark'] === String(row.mark) ? old : makeRow(row, show);
    setRow(kept, row);
    return kept;
  });
  if (drawn.length === 0) list.replaceChildren(make('li', { className: 'quiet' }, 'None yet'));
  else if (drawn.some((row, at) => list.children[at] !== row) || list.children.length !== drawn.length)
    list.replaceChildren(...drawn);
}

function makeRow({ name, mark }: ClassRow, show: (name: string, on: boolean) => void): HTMLElement {
  const box = make('input', { type: 'checkbox', onchange: () => show(name, box.checked) });
  const label = make('label', {}, box, makeSwatch(mark), make('span', { className: 'name', title: name }, name));
  return make('li', { data: { name, mark: String(mark) } }, label, make('span', { className: 'count' }));
}

function setRow(row: HTMLElement, { counts, isShown }: ClassRow): void {
  const box = row.querySelector('input');
  if (box) box.checked = isShown;
  const count = row.querySelector('.count');
  if (count) count.textContent = counts.join(' · ');
}
