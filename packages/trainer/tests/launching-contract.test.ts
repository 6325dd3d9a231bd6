import { describe, expect, it } from 'vitest';
import { metricDefinitions } from '../src/metrics/format-metric-line.js';
import { findJobFaults } from '../src/runner/sagemaker/find-job-faults.js';
import { toJobState, toSpotSavings } from '../src/runner/sagemaker/job-state.js';
import { toTrainingJobRequest } from '../src/runner/sagemaker/to-training-job-request.js';
import { toSearchSpace } from '../src/tune/search-space.js';
import { toTuningRequest } from '../src/tune/tuning-request.js';
import { line } from './aws-world.js';
import { validSpec } from './job-fixtures.js';

// Rows of the training contract (sagemaker.md, section A) that whoever starts a job must meet, each by its name there.
const facts = { region: 'us-east-1', batchSize: 16, engine: 'yolov5', hasWeights: true };

describe('HPO', () => {
  const request = toTuningRequest({
    name: 'search',
    strategy: 'Hyperband',
    trials: 4,
    parallel: 2,
    seed: 0,
    epochs: 30,
    space: toSearchSpace('finetune', 640),
    job: validSpec,
  });

  it("finds its objective in every epoch's line, which early stopping needs", () => {
    const objective = request.HyperParameterTuningJobConfig.HyperParameterTuningJobObjective.MetricName;
    const regex = metricDefinitions.find(({ Name }) => Name === objective)?.Regex ?? 'no such metric';
    expect([0, 1, 2].map((epoch) => new RegExp(regex).exec(line(epoch))?.[1])).toEqual(['0', '0.1', '0.2']);
  });

  it('turns early stopping off for Hyperband, and searches what the presets leave open', () => {
    const { TrainingJobEarlyStoppingType, ParameterRanges } = request.HyperParameterTuningJobConfig;
    expect(TrainingJobEarlyStoppingType).toBe('Off');
    const names = Object.values(ParameterRanges).flatMap((ranges: readonly { Name: string }[]) =>
      ranges.map(({ Name }) => Name),
    );
    expect(names).toEqual(expect.arrayContaining(['lr0', 'momentum', 'weight-decay', 'mosaic', 'imgsz', 'freeze']));
  });
});

describe('Spot', () => {
  const spot = {
    ...validSpec,
    spot: { maxWaitSeconds: 7200 },
    checkpointUri: 's3://photos/runs/garden-1/checkpoints/',
  };

  it('asks for it with a time to wait and a place for checkpoints', () => {
    expect(findJobFaults(spot, facts).faults).toEqual([]);
    expect(toTrainingJobRequest(spot)).toMatchObject({
      EnableManagedSpotTraining: true,
      StoppingCondition: { MaxWaitTimeInSeconds: 7200 },
      CheckpointConfig: { S3Uri: spot.checkpointUri },
    });
  });

  it('refuses it without checkpoints, or with less time to wait than to run', () => {
    expect(findJobFaults({ ...spot, checkpointUri: undefined }, facts).faults).toHaveLength(1);
    expect(findJobFaults({ ...spot, spot: { maxWaitSeconds: 3599 } }, facts).faults).toHaveLength(1);
  });

  it('counts what it saved as 1 - billable / training', () => {
    const state = toJobState({
      EnableManagedSpotTraining: true,
      TrainingTimeInSeconds: 200,
      BillableTimeInSeconds: 50,
    });
    expect(toSpotSavings(state)).toBe(0.75);
  });
});

describe('Warm pool', () => {
  it('asks for 0 to 21600 s, and warns of the quota of zero', () => {
    const warm = { ...validSpec, keepAliveSeconds: 1800 };
    expect(toTrainingJobRequest(warm).ResourceConfig.KeepAlivePeriodInSeconds).toBe(1800);
    expect(findJobFaults(warm, facts).warnings.join()).toMatch(/quota is 0 in a new account/);
    expect(findJobFaults({ ...validSpec, keepAliveSeconds: 21_601 }, facts).faults.join()).toMatch(/takes 0 to 21600/);
  });
});

describe('Network isolation', () => {
  it('is asked for only where nothing must be downloaded', () => {
    const isolated = { ...validSpec, isIsolated: true };
    expect(toTrainingJobRequest(isolated).EnableNetworkIsolation).toBe(true);
    expect(findJobFaults(isolated, facts).faults).toEqual([]);
    expect(findJobFaults(isolated, { ...facts, hasWeights: false }).faults.join()).toMatch(/--weights none/);
  });
});
