import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { defaultRequest } from './request-options.js';
import { toCurlCommand } from './to-curl-command.js';
import { toRequestPath } from './to-request-path.js';

describe(toRequestPath, () => {
  it('asks the only model, or a named one', () => {
    const query = { ...defaultRequest, confidence: 0.05 };
    expect(toRequestPath(undefined, query)).toBe('invocations?conf=0.05&iou=0.45&max=300');
    expect(toRequestPath('a/b c', query)).toMatch(/^models\/a%2Fb%20c\/invoke\?conf/);
  });

  it('names classes and size only where they are chosen', () => {
    const path = toRequestPath(undefined, {
      ...defaultRequest,
      confidence: 0.3,
      imageSizePx: 640,
      classNames: ['a b', 'c'],
    });
    expect(Object.fromEntries(new URLSearchParams(path.split('?')[1]))).toMatchObject({
      imgsz: '640',
      classes: 'a b,c',
    });
  });
});

describe(toCurlCommand, () => {
  it.each(['photo.jpg', "it's $HOME `id`.jpg", 'two\nlines \\ "x".png'])('hands a shell %j as it is', (file) => {
    const command = toCurlCommand({ url: "http://h/invocations?a='&b=1", file, type: 'image/jpeg' });
    const words = execFileSync('sh', ['-c', `printf '%s\\0' ${command.slice('curl '.length)}`])
      .toString()
      .split('\0');
    expect(words.slice(0, -1)).toEqual([
      '--data-binary',
      `@${file}`,
      '-H',
      'Content-Type: image/jpeg',
      "http://h/invocations?a='&b=1",
    ]);
  });
});
