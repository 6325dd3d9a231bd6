import { describe, expect, it } from 'vitest';
import { NotAcceptableError } from '../errors.js';
import { negotiate, responseTypes } from './negotiate.js';

describe(negotiate, () => {
  it.each([
    [undefined, 'text/csv'],
    ['', 'text/csv'],
    ['*/*', 'text/csv'],
    ['application/json', 'application/json'],
    ['application/json; charset=utf-8', 'application/json'],
    ['APPLICATION/JSON', 'application/json'],
    ['text/html, application/jsonlines;q=0.5, */*;q=0.1', 'application/jsonlines'],
    ['text/html,*/*;q=0.8', 'text/csv'],
    ['text/csv;q=0, */*', 'application/json'],
    ['image/*', 'image/jpeg'],
    ['application/*;q=0.4, image/jpeg;q=0.5', 'image/jpeg'],
    ['text/*;q=0.9,application/jsonlines;q=0.95', 'application/jsonlines'],
  ])('answers %s with %s', (accept, expected) => {
    expect(negotiate(accept, responseTypes, 'text/csv')).toBe(expected);
  });

  it.each(['text/html', 'application/json;q=0', 'application/json;q=high', 'nonsense'])(
    'refuses %s and lists what there is',
    (accept) => {
      expect(() => negotiate(accept, responseTypes, 'text/csv')).toThrow(NotAcceptableError);
      expect(() => negotiate(accept, responseTypes, 'text/csv')).toThrow(
        expect.objectContaining({ hint: expect.stringContaining('image/jpeg') as string }),
      );
    },
  );
});
