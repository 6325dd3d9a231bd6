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
    [{ maxWait: 7200, maxRuntime: 3600 }, /--max-wait is for --spot.*pass both, or neither/],
    [{ experimentTrial: 'first' }, /--experiment-trial needs --experiment/],
    [{ registryCredentials: credentialsArn }, /--registry-credentials is for an image in a --private-registry/],
    [{ role: undefined }, /needs a role to assume/],
    [{ upload: undefined }, /needs a place on S3/],
    [{ upload: 'bucket/up' }, /^--upload bucket\/up is no place on S3: it must begin with s3:\/\//],
  ])('wants what goes with %j', (flags, text) => {
    expect(() => convert(flags)).toThrow(text);
  });

  it('lets a spot job wait twice as long as it may run, or as long as it is told', () => {
    const spot = { spot: true, maxRuntime: 3600 };
    expect(convert(spot).job).toMatchObject({ spot: { maxWaitSeconds: 7200 } });
    expect(convert({ ...spot, maxWait: 9000 }).job).toMatchObject({ spot: { maxWaitSeconds: 9000 } });
  });

  it('says all at once what a job lacks', () => {
    const lacks = () => toSageMakerSettings({} as PlaceFlags, 'runs', { region: 'eu-west-1', image: undefined });
    expect(lacks).toThrow(
      /^A SageMaker job needs a place.*\n.* needs a role.*\n.* needs a training image.*into eu-west-1/,
    );
  });
});
