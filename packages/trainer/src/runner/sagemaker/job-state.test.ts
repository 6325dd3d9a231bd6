import { describe, expect, it } from 'vitest';
import { hasJobEnded, toJobCost, toJobState, toSpotSavings } from './job-state.js';

const spot = toJobState({
  TrainingJobName: 'garden-1',
  TrainingJobStatus: 'Completed',
  EnableManagedSpotTraining: true,
  TrainingTimeInSeconds: 1000,
  BillableTimeInSeconds: 300,
  ResourceConfig: { InstanceType: 'ml.g4dn.xlarge', InstanceCount: 2 },
});

describe(toSpotSavings, () => {
  it('is 1 - billable / training, as SageMaker counts it, and nothing for other jobs', () => {
    expect(toSpotSavings(spot)).toBeCloseTo(0.7);
    expect(toSpotSavings({ ...spot, isSpot: false })).toBeUndefined();
  });
});

describe(toJobCost, () => {
  it('bills each machine by the billable second, where the price is known', () => {
    expect(toJobCost(spot, 3.6)).toBeCloseTo(0.6);
    expect(toJobCost(spot, undefined)).toBeUndefined();
  });
});

describe(hasJobEnded, () => {
  it.each([
    ['InProgress', false],
    ['Stopping', false],
    ['Completed', true],
    ['Failed', true],
    ['Stopped', true],
  ] as const)('%s: %s', (status, ended) => {
    expect(hasJobEnded({ ...spot, status })).toBe(ended);
  });
});
