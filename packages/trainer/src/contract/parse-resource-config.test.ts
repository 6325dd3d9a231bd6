import { describe, expect, it } from 'vitest';
import { parseResourceConfig } from './parse-resource-config.js';

describe(parseResourceConfig, () => {
  it('reads what the platform writes', () => {
    const text = JSON.stringify({
      current_host: 'algo-2',
      current_instance_type: 'ml.g5.xlarge',
      current_group_name: 'homogeneousCluster',
      hosts: ['algo-1', 'algo-10', 'algo-2'],
      instance_groups: [
        { instance_group_name: 'homogeneousCluster', instance_type: 'ml.g5.xlarge', hosts: ['algo-1'] },
      ],
      network_interface_name: 'eth0',
      topology: null,
    });
    expect(parseResourceConfig(text)).toEqual({
      currentHost: 'algo-2',
      hosts: ['algo-1', 'algo-10', 'algo-2'],
      networkInterface: 'eth0',
      instanceType: 'ml.g5.xlarge',
    });
  });

  it('sorts hosts as SageMaker does, by code unit', () => {
    expect(parseResourceConfig('{"current_host":"algo-2","hosts":["algo-2","algo-10"]}').hosts).toEqual([
      'algo-10',
      'algo-2',
    ]);
  });

  it.each([
    [undefined, 'localhost'],
    ['{}', 'localhost'],
    ['{"current_host":"algo-1-abcde","hosts":["algo-1-abcde"],"network_interface_name":null}', 'algo-1-abcde'],
    ['{"current_host":"algo-1"}', 'algo-1'],
    ['{"hosts":["algo-1"]}', 'algo-1'],
    ['{"current_host":null,"hosts":["algo-1"]}', 'algo-1'],
  ])('goes on where fields or the file are missing: %s', (text, host) => {
    expect(parseResourceConfig(text)).toEqual({
      currentHost: host,
      hosts: [host],
      networkInterface: undefined,
      instanceType: undefined,
    });
  });

  it("finds the instance's type in its group", () => {
    const group = { instance_type: 'ml.p4d.24xlarge', hosts: ['algo-1'] };
    expect(
      parseResourceConfig(JSON.stringify({ current_host: 'algo-1', hosts: ['algo-1'], instance_groups: [group] })),
    ).toMatchObject({
      instanceType: 'ml.p4d.24xlarge',
    });
  });
});
