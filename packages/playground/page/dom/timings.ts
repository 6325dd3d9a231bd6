import type { Answer } from '../answer/answer.js';
import { formatMs } from '../view/format.js';
import { make } from './element.js';

type Done = Extract<Answer, { kind: 'done' }>;

/** Where the time went: a bar for each stage, and the figures of all in one list of milliseconds. */
export function drawTimings(
  place: HTMLElement,
  answers: readonly (Answer | undefined)[],
  titles: readonly string[],
): void {
  const done = answers.flatMap((answer, stage) =>
    answer?.kind === 'done' ? [{ answer, title: titles[stage] ?? '' }] : [],
  );
  if (done.length === 0) return place.replaceChildren(make('p', { className: 'quiet' }, 'None yet'));
  const bars = done.map(({ answer, title }) =>
    makeBar(answer, answers.length > 1 ? title : 'from sending to the answer'),
  );
  place.replaceChildren(...bars, makeFigures(done.map(({ answer }) => answer)));
}

function makeBar({ timing, totalMs }: Done, title: string): HTMLElement {
  const segments = timing.map(({ name, ms }) => {
    const segment = make('span', { title: `${name} ${formatMs(ms)}`, data: { part: name } });
    segment.style.flexGrow = String(ms / Math.max(totalMs, Number.EPSILON));
    return segment;
  });
  const name = make('span', { className: 'name quiet' }, title);
  return make(
    'div',
    {},
    make('p', { className: 'heading' }, name, make('span', { className: 'count' }, formatMs(totalMs))),
    make('div', { className: 'track', aria: { hidden: 'true' } }, ...segments),
  );
}

function makeFigures(answers: readonly Done[]): HTMLElement {
  const names = [...new Set(answers.flatMap(({ timing }) => timing.map(({ name }) => name)))];
  const valueOf = ({ timing }: Done, name: string) => timing.find((part) => part.name === name)?.ms;
  return make(
    'dl',
    {},
    ...names.map((name) => {
      const values = answers.map((answer) => valueOf(answer, name)?.toFixed(1) ?? '–');
      return make('div', {}, make('dt', { data: { part: name } }, name), make('dd', {}, values.join(' · ')));
    }),
  );
}
