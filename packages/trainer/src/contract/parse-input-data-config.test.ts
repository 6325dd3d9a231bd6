import { describe, expect, it } from 'vitest';
import { parseInputDataConfig } from './parse-input-data-config.js';

describe(parseInputDataConfig, () => {
  it('reads channels of which every key may be missing', () => {
    const text = JSON.stringify({
      training: { TrainingInputMode: 'File', S3DistributionType: 'FullyReplicated', RecordWrapperType: 'None' },
      pipe: { TrainingInputMode: 'Pipe', RecordWrapperType: 'RecordIO', ContentType: 'application/x-recordio' },
      shard: { S3DistributionType: 'ShardedByS3Key' },
      bare: null,
    });
    expect(Object.fromEntries(parseInputDataConfig(text))).toEqual({
      training: { mode: 'File', isSharded: false, isRecordIo: false },
      pipe: { mode: 'Pipe', isSharded: false, isRecordIo: true },
      shard: { mode: 'File', isSharded: true, isRecordIo: false },
      bare: { mode: 'File', isSharded: false, isRecordIo: false },
    });
  });

  it('knows no channels where there is no file', () => {
    expect(parseInputDataConfig(undefined).size).toBe(0);
  });
});
