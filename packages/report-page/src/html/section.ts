import { type Content, markup, type Markup } from './markup.js';

/** One part of the page: its anchor, its heading, and what stands below it. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly body: Content;
}

export function renderSection({ id, title, body }: Section): Markup {
  return markup`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${body}
</section>
`;
}
