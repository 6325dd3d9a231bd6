import { dataTable, markup, type Section } from '@detectory/report-page';
import type { RunPage } from '../run-page.js';

/** Both rules, what each found, and which of them stops a run. */
export function rulesSection({ record: { watch } }: RunPage): Section {
  if (!watch) return { id: 'rules', title: 'Over-fit watch', body: markup`<p class="lede">No epoch was watched.</p>` };
  const { levels, trend } = watch.rules;
  return {
    id: 'rules',
    title: 'Over-fit watch',
    body: markup`<p class="lede">Two rules look at the smoothed losses. The rule of levels is the one that people go by when they watch two curves; the rule of trends is the one that decides, for with YOLOv5 the levels of the two losses differ from the start.</p>
${dataTable({
  caption: 'What each rule found at the last epoch',
  columns: [{ title: 'rule' }, { title: 'over-fitting' }, { title: 'why' }, { title: 'stops a run' }],
  rows: [
    ['levels: validation loss over training loss', yesNo(levels.isOver), levels.reason, 'never'],
    [
      'trends: validation loss rises while training loss falls',
      yesNo(trend.isOverFitting),
      trend.reason,
      'with --stop-on-overfit',
    ],
  ],
})}
<dl class="terms">
<dt>Smoothed</dt><dd>An exponential moving average with weight 0.6, without the bias of its start.</dd>
<dt>Noise</dt><dd>The standard deviation from one epoch to the next, from the second differences of the curve, so that its trend doesn't count.</dd>
</dl>`,
  };
}

function yesNo(is: boolean): string {
  return is ? 'yes' : 'no';
}
