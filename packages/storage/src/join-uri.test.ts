import { describe, expect, it } from 'vitest';
import { baseName, joinUri, parentUri } from './join-uri.js';

describe(joinUri, () => {
  it('puts exactly one slash between folder and path', () => {
    expect([joinUri('s3://b', 'k'), joinUri('s3://b/', 'k'), joinUri('/data', 'a/b')]).toEqual([
      's3://b/k',
      's3://b/k',
      '/data/a/b',
    ]);
  });
});

describe(baseName, () => {
  it('is the part after the last slash', () => {
    expect([baseName('s3://b/a/c?.jpg'), baseName('c.jpg'), baseName('/x/y/')]).toEqual(['c?.jpg', 'c.jpg', 'y']);
  });
});

describe(parentUri, () => {
  it('is the folder around a file', () => {
    expect([parentUri('s3://b/a/c.jpg'), parentUri('s3://b/c.jpg'), parentUri('/c'), parentUri('c')]).toEqual([
      's3://b/a',
      's3://b',
      '/',
      '.',
    ]);
  });
});
