import { describe, expect, it } from 'vitest';
import { parseResourceConfig } from '../contract/parse-resource-config.js';
import { DistributedPlanError } from '../errors.js';
import { resolveOptions } from '../options/resolve-options.js';
import { toDistributedPlan } from './to-distributed-plan.js';
import { toTorchrunArguments } from './to-torchrun-arguments.js';

const options = (values: Record<string, string | number | boolean> = {}) =>
  resolveOptions(new Map(Object.entries({ 'batch-size': 16, ...values })));

const config = (changes: object = {}) =>
  parseResourceConfig(
    JSON.stringify({
      current_host: 'algo-2',
      current_instance_type: 'ml.g5.12xlarge',
      current_group_name: 'homogeneousCluster',
      hosts: ['algo-2', 'algo-1', 'algo-10'],
      instance_groups: [{ instance_group_name: 'g', instance_type: 'ml.g5.12xlarge', hosts: ['algo-1'] }],
      network_interface_name: 'ethwe',
      topology: null,
      ...changes,
    }),
  );

const facts = { gpuCount: 4, interfaces: ['lo', 'ethwe'] };

describe(toDistributedPlan, () => {
  it('Multi-node launch: ranks follow the sorted hosts, the first is the master, one process for each GPU', () => {
    const plan = toDistributedPlan(config(), facts, options({ 'batch-size': 24 }));
    expect(plan).toMatchObject({ hostRank: 2, hostCount: 3, processesPerHost: 4, worldSize: 12 });
    expect(plan?.master).toEqual({ host: 'algo-1', port: 7777 });
    expect(plan?.environment).toEqual({
      NCCL_PROTO: 'simple',
      NCCL_SOCKET_IFNAME: 'ethwe',
      GLOO_SOCKET_IFNAME: 'ethwe',
    });
  });

  it('Multi-node launch: all hosts agree on everything but their own rank', () => {
    const plans = ['algo-1', 'algo-10', 'algo-2'].map((host) =>
      toDistributedPlan(config({ current_host: host }), facts, options({ 'batch-size': 24 })),
    );
    expect(plans.map((plan) => plan?.hostRank)).toEqual([0, 1, 2]);
    expect(new Set(plans.map((plan) => JSON.stringify({ ...plan, hostRank: 0 }))).size).toBe(1);
  });

  it('Multi-node launch: EFA types get their provider', () => {
    const plan = toDistributedPlan(config({ current_instance_type: 'ml.p4d.24xlarge' }), facts, options({ batch: 24 }));
    expect(plan?.environment['FI_PROVIDER']).toBe('efa');
  });

  it('Network: names the interface only when it is there', () => {
    const plan = toDistributedPlan(config(), { ...facts, interfaces: ['lo', 'eth0'] }, options({ batch: 24 }));
    expect(plan?.environment).toEqual({ NCCL_PROTO: 'simple' });
  });

  it('resourceconfig.json: missing and null fields, and a missing file, mean one host', () => {
    const texts = ['{}', '{"hosts": null, "current_host": null, "network_interface_name": null}', undefined];
    for (const text of texts) {
      expect(toDistributedPlan(parseResourceConfig(text), { ...facts, gpuCount: 1 }, options())).toBeUndefined();
      expect(toDistributedPlan(parseResourceConfig(text), facts, options())).toMatchObject({
        hostRank: 0,
        hostCount: 1,
        worldSize: 4,
        master: { host: '127.0.0.1' },
      });
    }
  });

  it('resourceconfig.json: host names are never taken apart', () => {
    const hosts = ['zeta', 'Alpha', 'algo-1-x7k2p'];
    const plan = toDistributedPlan(config({ hosts, current_host: 'algo-1-x7k2p' }), facts, options({ batch: 24 }));
    expect(plan).toMatchObject({ hostRank: 1, master: { host: 'Alpha' } });
  });

  it.each([
    [{ batch: 16 }, facts, /batch-size 16 can't be split evenly over 12 processes .*multiple of 12, such as 12 or 24/],
    [{ batch: 8 }, facts, /multiple of 12, such as 12\./],
    [{ engine: 'ultralytics' }, facts, /ultralytics trains on one GPU of one host; .* 3 hosts × 4 GPUs/],
    [{ batch: 24 }, { ...facts, gpuCount: 0 }, /3 hosts .*no GPU.*ml\.g5/],
  ])(
    'Multi-node launch: refuses before anything starts what YOLOv5 would refuse later: %j',
    (values, hostFacts, expected) => {
      const plan = () => toDistributedPlan(config(), hostFacts, options(values));
      expect(plan).toThrow(DistributedPlanError);
      expect(plan).toThrow(expected);
    },
  );

  it('Multi-node launch: refuses options that work in one process alone', () => {
    const auto = { ...options(), 'batch-size': -1 };
    const weighted = { ...options({ batch: 24 }), 'image-weights': true };
    expect(() => toDistributedPlan(config(), facts, auto)).toThrow(/batch-size auto works on one GPU alone/);
    expect(() => toDistributedPlan(config(), facts, weighted)).toThrow(/image-weights works in one process alone/);
    expect(() => options({ evolve: 300 })).toThrow(/evolve can't be given/);
  });
});

describe(toTorchrunArguments, () => {
  it('Multi-node launch: starts the processes of this host', () => {
    const plan = toDistributedPlan(config(), facts, options({ batch: 24 }));
    if (!plan) throw new Error('three hosts need a plan');
    expect(toTorchrunArguments(plan).join(' ')).toBe(
      '--nnodes=3 --nproc_per_node=4 --node_rank=2 --master_addr=algo-1 --master_port=7777 --max_restarts=0',
    );
  });
});
