import { describe, expect, it } from 'vitest';
import { UnreadableLabelsError } from '../errors.js';
import { parseClassLines, parseNotes } from './parse-class-lines.js';
import { parseObjData } from './parse-obj-data.js';

describe(parseClassLines, () => {
  it('counts blank lines, so that a gap stays one', () => {
    expect([...parseClassLines('\ufeffdrill\r\n\r\nsaw \n')]).toEqual([
      [0, 'drill'],
      [2, 'saw '],
    ]);
  });
});

describe(parseNotes, () => {
  it('takes categories with a number and a name, and passes over anything else', () => {
    const categories = [{ id: 0, name: 'drill' }, null, { id: '1', name: 'saw' }, { id: 2 }];
    expect([...(parseNotes(JSON.stringify({ categories }), 'notes.json') ?? [])]).toEqual([[0, 'drill']]);
    expect(parseNotes('[]', 'notes.json')).toBeUndefined();
    expect(parseNotes('{"categories":{}}', 'notes.json')).toBeUndefined();
    expect(() => parseNotes('{', 'notes.json')).toThrow(UnreadableLabelsError);
  });
});

describe(parseObjData, () => {
  it('takes train, valid and test, and obj.names where none is named', () => {
    const { config, namesFile } = parseObjData('# x = y\nclasses=1\ntrain = a.txt\nvalid = b.txt\ntest=c.txt\n= odd\n');
    expect(config.splits).toEqual([
      { split: 'train', places: ['a.txt'] },
      { split: 'val', places: ['b.txt'] },
      { split: 'test', places: ['c.txt'] },
    ]);
    expect(namesFile).toBe('obj.names');
    expect(parseObjData('names = data/x.names').namesFile).toBe('data/x.names');
  });
});
