import { describe, expect, it } from 'vitest';
import type { PlaceFlags } from './place-flags.js';
import { toSageMakerSettings } from './to-sagemaker-settings.js';

const role = 'arn:aws:iam::123456789012:role/Trainer';
const credentialsArn = 'arn:aws:lambda:us-east-1:123456789012:function:registry-login';
const published = { region: 'us-east-1', image: 'registry/image:1' };
const convert = (flags: object) =>
  toSageMakerSettings({ role, upload: 's3://bucket/up', ...flags } as PlaceFlags, 'runs', published);

describe(toSageMakerSettings, () => {
  it('names the experiment and its trial, and the registry and how to log in to it', () => {
    const named = { experiment: 'garden', experimentTrial: 'first' };
    expect(convert({ ...named, privateRegistry: true, registryCredentials: credentialsArn }).job).toMatchObject({
      experiment: { name: 'garden', trial: 'first' },
      registry: { credentialsArn },
    });
  });

  it('asks for neither where neither is asked for', () => {
    expect(convert({}).job).toMatchObject({ experiment: undefined, registry: undefined });
  });

  it.each([
    [{ experimentTrial: 'first' }, /--experiment-trial needs --experiment/],
    [{ registryCredentials: credentialsArn }, /--registry-credentials is for an image in a --private-registry/],
    [{ role: undefined }, /needs a role to assume/],
    [{ upload: undefined }, /needs a place on S3/],
  ])('wants what goes with %j', (flags, text) => {
    expect(() => convert(flags)).toThrow(text);
  });

  it('says all at once what a job lacks', () => {
    const lacks = () => toSageMakerSettings({} as PlaceFlags, 'runs', { region: 'eu-west-1', image: undefined });
    expect(lacks).toThrow(
      /^A SageMaker job needs a place.*\n.* needs a role.*\n.* needs a training image.*into eu-west-1/,
    );
  });
});
