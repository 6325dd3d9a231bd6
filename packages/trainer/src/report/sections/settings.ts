import { dataTable, markup, type Section } from '@detectory/report-page';
import { formatDuration } from '@detectory/terminal';
import type { RunPage } from '../run-page.js';

const stageNames: Readonly<Record<string, string>> = {
  checking: 'checking options and dataset',
  training: 'training and validating',
  exporting: 'exporting and comparing',
  evaluating: 'measuring the export',
  total: 'all',
};

/** With what the run was made, and how long each part of it took. */
export function settingsSection({ record }: RunPage): Section {
  const options = Object.entries(record.options).filter(([, value]) => value !== undefined);
  const meanEpoch = record.epochs.reduce((sum, { seconds }) => sum + seconds, 0) / Math.max(1, record.epochs.length);
  return {
    id: 'settings',
    title: 'Options and times',
    body: markup`<h3>Times</h3>
${dataTable({
  caption: 'How long each part took',
  columns: [{ title: 'part' }, { title: 'time', isNumber: true }],
  rows: [
    ...Object.entries(record.seconds).map(([stage, seconds]) => [
      stageNames[stage] ?? stage,
      formatDuration(seconds * 1000),
    ]),
    ['one epoch, on average', formatDuration(meanEpoch * 1000)],
  ],
})}
<h3>Options</h3>
${(record.notes ?? []).map((note) => markup`<p>${note}</p>\n`)}
${dataTable({
  caption: 'The options of the run',
  columns: [{ title: 'option' }, { title: 'value' }],
  rows: options.map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : String(value)]),
})}`,
  };
}
