import { describe, expect, it } from 'vitest';
import { RepositoryInvalidError } from '../errors.js';
import { parseRepository } from './parse-repository.js';

describe(parseRepository, () => {
  it.each([
    ['detectory-sagemaker-serving', { kind: 'ecr', name: 'detectory-sagemaker-serving' }],
    ['team/serving', { kind: 'ecr', name: 'team/serving' }],
    [
      '123456789012.dkr.ecr.eu-central-1.amazonaws.com/team/serving',
      { kind: 'ecr', name: 'team/serving', registryId: '123456789012', region: 'eu-central-1' },
    ],
    [
      '123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/serving',
      { kind: 'ecr', name: 'serving', registryId: '123456789012', region: 'cn-north-1' },
    ],
    ['localhost/serving', { kind: 'registry', host: 'localhost', path: 'serving' }],
    ['localhost:5000/team/name', { kind: 'registry', host: 'localhost:5000', path: 'team/name' }],
    ['registry.example.com/a/b', { kind: 'registry', host: 'registry.example.com', path: 'a/b' }],
  ])('reads %s', (text, reference) => {
    expect(parseRepository(text)).toEqual(reference);
  });

  it.each([
    '',
    'a',
    'Serving',
    'team//serving',
    '/serving',
    'serving/',
    'ser ving',
    '../serving',
    '-x',
    'localhost:5000/',
  ])('refuses "%s"', (text) => {
    expect(() => parseRepository(text)).toThrow(RepositoryInvalidError);
  });

  it.each(['serving:latest', 'localhost:5000/serving:v1', 'serving@sha256:00'])('wants no tag in %s', (text) => {
    expect(() => parseRepository(text)).toThrow(/Leave the tag and the digest out/);
  });
});
