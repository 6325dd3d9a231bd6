import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { playgroundPage } from './index.js';

const { html, headers } = playgroundPage;

describe('playgroundPage', () => {
  it('is one document of less than 60 kB, without a script that ends early', () => {
    expect(Buffer.byteLength(html)).toBeLessThan(60_000);
    expect(html.match(/<script>/g)).toHaveLength(1);
    expect(html.match(/<\/script/g)).toHaveLength(1);
    expect(html.match(/<\/style/g)).toHaveLength(1);
  });

  it('allows its own script and style by their hashes, and nothing else', () => {
    const policy = headers['content-security-policy'] ?? '';
    for (const tag of ['script', 'style']) {
      const text = new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(html)?.[1] ?? '';
      expect(policy).toContain(`${tag}-src 'sha256-${createHash('sha256').update(text).digest('base64')}'`);
    }
    expect(policy).toMatch(/^default-src 'none'/);
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
  });

  it('names no address outside', () => {
    expect(html.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:\/\/\w/);
  });
});
