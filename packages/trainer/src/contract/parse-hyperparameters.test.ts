import { describe, expect, it } from 'vitest';
import { JobFileUnreadableError } from '../errors.js';
import { parseHyperparameters } from './parse-hyperparameters.js';

describe(parseHyperparameters, () => {
  it('reads the three encodings of the SageMaker clients alike', () => {
    const values = ['sgd', '"sgd"', 'True', 'true', 'None', '50', '"50"', '0.01'].map((value) =>
      parseHyperparameters(JSON.stringify({ key: value })).get('key'),
    );
    expect(values).toEqual(['sgd', 'sgd', true, true, null, 50, '50', 0.01]);
  });

  it("drops the SDK's own keys and reads - and _ alike", () => {
    const text = JSON.stringify({ sagemaker_program: 'x', _tuning_objective_metric: 'y', batch_size: '8' });
    expect([...parseHyperparameters(text)]).toEqual([['batch-size', 8]]);
  });

  it('leaves lists as they are written', () => {
    expect(parseHyperparameters('{"freeze": "[0, 1, 2]"}').get('freeze')).toBe('[0, 1, 2]');
    expect(parseHyperparameters('{"freeze": [0, 1, 2]}').get('freeze')).toBe('[0,1,2]');
  });

  it.each(['[]', 'nonsense', '"text"'])('refuses %s, which is no object', (text) => {
    expect(() => parseHyperparameters(text)).toThrow(JobFileUnreadableError);
    expect(() => parseHyperparameters(text)).toThrow(/hyperparameters.json is not a JSON object/);
  });
});
