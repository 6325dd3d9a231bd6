import { describe, expect, it } from 'vitest';
import type { SplitMeasure } from '../split/splitting-report.js';
import { analyseDataset } from './analysis/analyse-dataset.js';
import { choosePictures } from './choose-pictures.js';
import { renderReport } from './render-report.js';
import type { PagePicture } from '@detectory/report-page';
import { makeFacts, type SampleImage } from './testing/make-facts.js';

const picture: PagePicture = { dataUri: 'data:image/webp;base64,AAAA', widthPx: 100, heightPx: 80 };

function render(
  classes: readonly string[],
  samples: readonly SampleImage[],
  more: Parameters<typeof makeFacts>[2] = {},
  shown: PagePicture = picture,
): string {
  const facts = makeFacts(classes, samples, more);
  const analysis = analyseDataset(facts);
  const choice = choosePictures(facts, analysis.duplicates, 4);
  const sourceRefs = choice.ofReason.flatMap(({ records }) => records.map((record) => record.sourceRef));
  return renderReport({
    facts,
    analysis,
    choice,
    pictures: new Map(facts.images.map((_, i) => [i, shown])),
    sourcePictures: new Map(sourceRefs.map((sourceRef) => [sourceRef, shown])),
  });
}

const both: SampleImage = {
  boxes: [
    [0, 0.5, 0.5, 0.2, 0.5],
    [1, 0.25, 0.25, 0.1, 0.1],
  ],
  size: [640, 480],
  dHash: '00000000000000ff',
};

describe(renderReport, () => {
  it('names no host: all that the page needs stands in it', () => {
    const html = render(['drill', 'saw'], [both]);
    expect(html).not.toMatch(/https?:|\/\/[a-z]|@import|url\(/i);
    expect(html.match(/ (?:src|href)="(?!#|data:)[^"]*"/g)).toBeNull();
  });

  it('holds each picture once, however often it is shown, with the boxes over it', () => {
    const html = render(['drill', 'saw'], [both]);
    expect(html.match(/data:image\/webp/g)).toHaveLength(1);
    expect(html.match(/<use href="#p0"\/>/g)).toHaveLength(2);
    expect(html).toContain('x="40" y="20" width="20" height="40"');
  });

  it('says in the place of a picture why there is none', () => {
    const html = render(['drill', 'saw'], [both], {}, { missing: 'Not looked for: pass --images.' });
    expect(html).toContain('<p class="missing">Not looked for: pass --images.</p>');
  });

  it('shows what was left out with its reasons, problems first, and what was noted', () => {
    const dropped = {
      counts: { 'not-selected': 3, 'image-truncated': 1 },
      images: [
        { manifest: 0, line: 1, reason: 'not-selected', sourceRef: 's3://photos/a.jpg' },
        {
          manifest: 0,
          line: 2,
          reason: 'image-truncated',
          sourceRef: 's3://photos/b.jpg',
          detail: 'its end is missing',
        },
      ],
      boxes: [],
    };
    const html = render(['drill', 'saw'], [both], { dropped, notes: { 'box-clipped': 7 } });
    expect(html.indexOf('<code>image-truncated</code>')).toBeLessThan(html.indexOf('<code>not-selected</code>'));
    expect(html).toContain('s3://photos/b.jpg: its end is missing');
    expect(html).toContain('<code>box-clipped</code>');
    expect(html).toContain('the first 1 of 3');
  });

  it('gives the same text for the same page', () => {
    expect(render(['drill', 'saw'], [both, both])).toBe(render(['drill', 'saw'], [both, both]));
  });

  it('gives a whole page of an empty dataset, and of one whose images were not read', () => {
    expect(render([], [])).toContain('Nothing was left out.');
    expect(render(['drill', 'saw'], [{ boxes: both.boxes ?? [] }])).toContain('Anchor fit was not measured');
  });

  it('shows before and after where balancing took boxes away', () => {
    const usable = { boxesPerClass: [12345, 1], imagesPerClass: [400, 1] };
    const html = render(['drill', 'saw'], [both], { usable });
    expect(html).toContain('<td class="number">12,345</td>');
    expect(render(['drill', 'saw'], [both])).toContain('Nothing was taken away');
  });

  it('sets the split beside a random one, and says where a dataset does not record it', () => {
    const measure = (exactPairs: number): SplitMeasure => ({
      leaks: { exactPairs, nearPairs: null, groupPairs: null, nearTrain: null },
      spread: {
        labelsDistribution: 0,
        examplesDistribution: 0,
        classesMissing: 1,
        boxShareError: { mean: 0, worst: 0.5 },
      },
    });
    const splitting = {
      groups: { count: 1, images: 2, largest: 2 },
      groupBy: null,
      nearDuplicates: null,
      lock: null,
      before: measure(7),
      after: measure(0),
    };
    const html = render(['drill', 'saw'], [both], { splitting });
    expect(html).toContain(
      'Pairs with the same bytes across splits</th><td class="number">7</td><td class="number">0</td>',
    );
    expect(html).toContain('2 images stay together in 1 group.');
    expect(render(['drill', 'saw'], [both])).toContain('is not recorded in this dataset');
  });

  it('tells which classes hardly come alone, and which are never drawn', () => {
    const html = render(['drill', 'saw', 'plane'], [both, both, both]);
    expect(html).toContain('drill comes with saw in 3 of its 3 images.');
    expect(html).toContain('Classes of the list without any box: plane.');
  });
});
