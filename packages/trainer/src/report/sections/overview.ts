import { countOf, markup, type Markup, type Section } from '@detectory/report-page';
import { formatDuration } from '@detectory/terminal';
import type { RunPage } from '../run-page.js';
import type { RunRecord } from '../run-record.js';
import { formatFigure } from './accuracy.js';

/** The verdict in words, what to do next, and the figures that people ask for first. */
export function overviewSection(page: RunPage): Section {
  const { record } = page;
  return {
    id: 'overview',
    title: 'Overview',
    body: markup`${renderVerdict(page)}
<p class="lede">${countOf(record.dataset.trainPhotos, 'training photo')}, ${countOf(record.dataset.valPhotos, 'validation photo')}, ${countOf(record.dataset.classNames.length, 'class', 'classes')}; trained with ${record.engine}.${record.resumedFrom !== undefined && ` The run went on from epoch ${record.resumedFrom}.`}</p>
${[record.dataset.warning, record.startWarning].map((text) => text !== undefined && markup`<p class="lede"><strong>${text}</strong></p>`)}
<dl class="tiles">${tiles(record).map(([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`,
  };
}

function renderVerdict({ record: { watch, stop }, nextCommand }: RunPage): Markup | undefined {
  if (!watch) return undefined;
  const word = watch.verdict === 'over-fitting' ? `over-fitting since epoch ${watch.since}` : watch.verdict;
  return markup`<div class="verdict-box ${watch.verdict}"><p class="word">Verdict: ${word}</p><p>${watch.reason}</p>
${watch.saved && markup`<p>${describeStop(stop.epoch, watch.saved)}</p>`}
${nextCommand !== undefined && markup`<p>To go on:</p><pre class="command"><code>${nextCommand}</code></pre>`}</div>`;
}

function describeStop(
  epoch: number,
  { epochs, seconds, cost }: NonNullable<NonNullable<RunRecord['watch']>['saved']>,
): string {
  const money = cost === undefined ? '' : `, ${cost.toFixed(2)} at the price that was given`;
  return `Stopped after epoch ${epoch}: ${countOf(epochs, 'epoch')} not trained, about ${formatDuration(seconds * 1000)} saved${money}.`;
}

function tiles({ epochs, options, bestEpoch, figures, seconds }: RunRecord): (readonly [string, string])[] {
  const best = epochs.find(({ epoch }) => epoch === bestEpoch);
  return [
    ['epochs trained', `${epochs.at(-1)?.epoch ?? 0} of ${options.epochs}`],
    ['best epoch', String(bestEpoch ?? '–')],
    ['mAP50-95', formatFigure(figures?.mAP50_95 ?? best?.val.mAP50_95)],
    ['mAP50', formatFigure(figures?.mAP50 ?? best?.val.mAP50)],
    ...(seconds['total'] === undefined ? [] : [['time', formatDuration(seconds['total'] * 1000)] as const]),
  ];
}
