import { describe, expect, it } from 'vitest';
import { markup } from './markup.js';

describe(markup, () => {
  it('escapes values, in text and in attributes', () => {
    const hostile = `"><script>alert('x')</script>&`;
    expect(markup`<p title="${hostile}">${hostile}</p>`.html).toBe(
      '<p title="&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;">' +
        '&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;</p>',
    );
  });

  it('takes markup, lists and numbers, and nothing for what is not there', () => {
    expect(markup`<ul>${[1, 2].map((n) => markup`<li>${n}</li>`)}${undefined}${false}</ul>`.html).toBe(
      '<ul><li>1</li><li>2</li></ul>',
    );
  });

  it('replaces what no page may hold: control characters and halves of surrogate pairs', () => {
    expect(markup`${'a\0b\ud800c'}`.html).toBe('a\ufffdb\ufffdc');
  });
});
