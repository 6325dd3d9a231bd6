import { describe, expect, it } from 'vitest';
import { markup } from './html/markup.js';
import { renderPage } from './render-page.js';

const document = {
  heading: 'Report',
  subject: '<b>garden</b>',
  skipText: 'Skip to the report',
  sections: [{ id: 'one', title: 'One & only', body: markup`<p>Text</p>` }],
  pictures: [
    ['p0', { dataUri: 'data:image/webp;base64,AAAA', widthPx: 4, heightPx: 3 }],
    ['p1', { missing: 'Not there.' }],
  ] as const,
};

describe(renderPage, () => {
  it('is one document with escaped names, links to its sections, and its pictures once', () => {
    const html = renderPage(document);
    expect(html).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(html).toContain('<title>Report: &lt;b&gt;garden&lt;/b&gt;</title>');
    expect(html).toContain('<a href="#one">One &amp; only</a>');
    expect(html.match(/<image /g)).toHaveLength(1);
  });

  it('names the hash of the very style that it holds', () => {
    const [plain, styled] = [renderPage(document), renderPage({ ...document, style: '.own{color:red}' })];
    const hash = (html: string) => /style-src &#39;(sha256-[^&]+)&/.exec(html)?.[1];
    expect(styled).toContain('.own{color:red}</style>');
    expect(hash(plain)).not.toBe(hash(styled));
  });

  it('gives the same text for the same document', () => {
    expect(renderPage(document)).toBe(renderPage(document));
  });
});
