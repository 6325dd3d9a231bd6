import { isRecord, parseJsonObject } from './parse-json-object.js';

/** What inputdataconfig.json tells of a channel; every key may be missing. FastFile is written as File. */
export interface ChannelConfig {
  readonly mode: 'File' | 'Pipe';
  readonly isSharded: boolean;
  readonly isRecordIo: boolean;
}

/**
 * Channels by name.
 * @param text undefined where there is no such file
 * @throws JobFileUnreadableError when it is no JSON object
 */
export function parseInputDataConfig(
  text: string | undefined,
  file = 'inputdataconfig.json',
): ReadonlyMap<string, ChannelConfig> {
  const config = text === undefined ? {} : parseJsonObject(text, file, 'a map from channels to their settings');
  return new Map(Object.entries(config).map(([name, settings]) => [name, toChannelConfig(settings)]));
}

function toChannelConfig(settings: unknown): ChannelConfig {
  const known = isRecord(settings) ? settings : {};
  return {
    mode: known['TrainingInputMode'] === 'Pipe' ? 'Pipe' : 'File',
    isSharded: known['S3DistributionType'] === 'ShardedByS3Key',
    isRecordIo: known['RecordWrapperType'] === 'RecordIO',
  };
}
