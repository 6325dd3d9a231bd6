import { describe, expect, it } from 'vitest';
import type { PackageLock } from '../types.js';
import { checkOptionalDependencies } from './check-optional.mjs';
import { collectDependencies, editManifest } from './edit-manifest.mjs';
import type { Candidate } from './plan-update.mjs';
import { planUpdate } from './plan-update.mjs';

const rules = {
  level: 'minor' as const,
  oldestNode: '20.19.0',
  update: { groups: [['nx', '@nx/*']], holds: [{ package: 'held', range: '1.0.x', reason: 'told' }] },
};
const versions = (...list: string[]) => list.map((version) => ({ version }));

describe(planUpdate, () => {
  const current = new Map([['a', '1.0.0']]);
  const published = new Map([['a', versions('1.0.0', '1.0.1', '1.1.0', '2.0.0', '1.2.0-rc.1')]]);

  it.each([
    ['patch', '1.0.1'],
    ['minor', '1.1.0'],
    ['major', '2.0.0'],
  ] as const)('goes as far as --%s says', (level, to) => {
    expect(planUpdate(current, published, { ...rules, level })).toEqual([{ name: 'a', from: '1.0.0', to, note: '' }]);
  });

  it('leaves out what the oldest Node does not run, what is deprecated and what is held', () => {
    const newer = new Map<string, Candidate[]>([
      [
        'a',
        [
          { version: '1.1.0', node: '>=20' },
          { version: '1.2.0', node: '^22.22.2 || >=24' },
        ],
      ],
      ['b', [{ version: '1.1.0', deprecated: true }]],
      ['held', versions('1.0.5', '1.1.0')],
    ]);
    const from = new Map([...newer.keys()].map((name) => [name, '1.0.0']));
    expect(planUpdate(from, newer, rules)).toEqual([
      { name: 'a', from: '1.0.0', to: '1.1.0', note: 'not 1.2.0: it does not run on Node 20.19.0' },
      { name: 'held', from: '1.0.0', to: '1.0.5', note: 'not 1.1.0: held at 1.0.x, told' },
    ]);
  });

  it('moves a group to the newest version that all of it has', () => {
    const group = new Map([
      ['nx', versions('23.2.2', '23.3.0', '23.3.1')],
      ['@nx/js', versions('23.3.0')],
    ]);
    const steps = planUpdate(new Map([...group.keys()].map((name) => [name, '23.2.1'])), group, rules);
    expect(steps.map(({ to }) => to)).toEqual(['23.3.0', '23.3.0']);
    expect(steps[0]?.note).toBe('not 23.3.1: nx, @nx/* keep equal versions');
  });
});

describe(editManifest, () => {
  it('changes versions and nothing else', () => {
    const text = `${JSON.stringify({ name: 'x', dependencies: { a: '1.0.0', '@detectory/b': '0.1.0' }, overrides: { a: '$a' } }, null, 2)}\n`;
    expect(editManifest(text, new Map([['a', '2.0.0']]))).toBe(text.replace('"a": "1.0.0"', '"a": "2.0.0"'));
    expect(collectDependencies([text])).toEqual(new Map([['a', '1.0.0']]));
  });
});

describe(checkOptionalDependencies, () => {
  const lock = (packages: PackageLock['packages']): PackageLock => ({ name: 'x', version: '1', packages });
  const sharp = { version: '2.0.0', optionalDependencies: { '@img/a': '2.0.0' } };

  it('is content with a whole lock', () => {
    expect(
      checkOptionalDependencies(lock({ 'node_modules/sharp': sharp, 'node_modules/@img/a': { version: '2.0.0' } })),
    ).toEqual([]);
  });

  it.each([{}, { 'node_modules/@img/a': { version: '1.0.0' } }])('names what the lock lacks', (rest) => {
    const [finding] = checkOptionalDependencies(lock({ 'node_modules/sharp': sharp, ...rest }));
    expect(finding?.message).toContain('node_modules/sharp wants the optional @img/a@2.0.0');
  });
});
