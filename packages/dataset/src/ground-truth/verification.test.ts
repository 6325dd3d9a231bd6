import { describe, expect, it } from 'vitest';
import { describeVerdict, findVerdict } from './verification.js';

const label = (createdAtMicros?: number) => ({
  attribute: 'tools',
  value: {},
  metadata: {},
  createdAtMicros,
  isAdjusted: false,
});
const check = (metadata: object) => ({ 'check-metadata': { type: 'groundtruth/label-verification', ...metadata } });

describe(findVerdict, () => {
  it('takes a verdict without a date for newer than any label, and one with a date for newer than a label without', () => {
    expect(findVerdict(check({ 'class-name': 'bad' }), label(5))).toEqual({ verdict: 'bad', comments: [] });
    const dated = check({ 'class-name': 'bad', 'creation-date': '2026-01-01T00:00:00' });
    expect(findVerdict(dated, label())?.verdict).toBe('bad');
    expect(findVerdict(dated, label(Infinity))).toBeUndefined();
  });

  it('knows of none without a result that is text', () => {
    expect(findVerdict(check({ 'class-name': 1 }), label())).toBeUndefined();
    expect(findVerdict({ 'check-metadata': 'none' }, label())).toBeUndefined();
  });
});

describe(describeVerdict, () => {
  it('says what the workers wrote, where they did', () => {
    const feedback = { 'worker-feedback': [null, { comment: ' too large ' }, { comment: '' }, { comment: 'twice' }] };
    const verdict = findVerdict(check({ 'class-name': 'bad', ...feedback }), label());
    expect(verdict && describeVerdict(verdict)).toBe('bad: too large; twice');
    expect(describeVerdict({ verdict: 'good', comments: [] })).toBe('good');
  });
});
