import { splitNames } from '../../split/split-name.js';
import { findWorst } from '../analysis/findings.js';
import { countOf, formatCount, markup, type Markup, type Section } from '@detectory/report-page';
import type { ReportPage } from '../report-page.js';

export function overviewSection({ facts, analysis }: ReportPage): Section {
  const splits = splitNames.flatMap((name) => {
    const split = facts.dataset.splits[name];
    return split ? [{ name, ...split }] : [];
  });
  const sum = (field: 'images' | 'boxes' | 'negatives'): number => splits.reduce((all, split) => all + split[field], 0);
  const drawn = analysis.classes.filter((one) => one.boxes > 0).length;
  const tiles: [value: string, name: string][] = [
    [formatCount(sum('images')), 'images'],
    [formatCount(sum('boxes')), 'boxes'],
    [
      drawn === analysis.classes.length ? formatCount(drawn) : `${drawn} of ${analysis.classes.length}`,
      'classes with boxes',
    ],
    [formatCount(sum('negatives')), 'images without boxes'],
    [splits.map((split) => formatCount(split.images)).join(' / '), splits.map((split) => split.name).join(' / ')],
  ];
  return {
    id: 'overview',
    title: 'Overview',
    body: markup`<dl class="tiles">${tiles.map(([value, name]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
<h3>What to look at first</h3>
${renderFindings(facts, analysis)}`,
  };
}

function renderFindings(facts: ReportPage['facts'], analysis: ReportPage['analysis']): Markup {
  const findings = findWorst(facts, analysis);
  if (findings.length === 0)
    return markup`<p>Nothing stands out. ${countOf(facts.images.length, 'image')} looked at.</p>`;
  return markup`<ol class="findings">${findings.map(
    ({ section, title, text }) => markup`<li><a href="#${section}">${title}</a> ${text}</li>\n`,
  )}</ol>`;
}
