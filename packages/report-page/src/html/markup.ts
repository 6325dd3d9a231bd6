/** Text that is HTML already. Only {@link markup} makes it, so nothing of a dataset gets into the page unescaped. */
export class Markup {
  constructor(readonly html: string) {}
}

export type Content = Markup | string | number | undefined | false | readonly Content[];

/** A template whose values are escaped, unless they are markup themselves; `undefined` and `false` give nothing. */
export function markup(parts: TemplateStringsArray, ...values: readonly Content[]): Markup {
  return new Markup(parts.map((part, i) => part + toHtml(i < values.length ? values[i] : '')).join(''));
}

function toHtml(content: Content): string {
  if (content === undefined || content === false) return '';
  if (content instanceof Markup) return content.html;
  if (typeof content === 'object') return content.map(toHtml).join('');
  return escapeText(String(content));
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Also takes away control characters, which no HTML may hold, and halves of surrogate pairs. */
function escapeText(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cs}\u2028\u2029]/gu, '\ufffd')
    .replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
