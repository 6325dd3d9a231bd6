import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { assertFlagsOfPlace } from './assert-flags-of-place.js';
import { addPlaceFlags, type Place } from './place-flags.js';

function assertFlags(on: Place, ...args: string[]): void {
  const command = addPlaceFlags(new Command('train').exitOverride()).parse(args, { from: 'user' });
  assertFlagsOfPlace(command, on);
}

const ofJobs = ['--spot', '--instance-type', 'ml.g4dn.xlarge', '--experiment', 'foo', '--detach', '--subnets', 'x'];

describe(assertFlagsOfPlace, () => {
  it.each(['process', 'docker'] as const)('names all flags of a job that do nothing with --on %s', (on) => {
    expect(() => assertFlags(on, ...ofJobs)).toThrow(
      `Only a SageMaker job has --instance-type, --spot, --experiment, --detach, --subnets, and --on ${on} sends none. Add --on sagemaker, or leave them out.`,
    );
  });

  it('has nothing against them for a job, nor elsewhere against their defaults and the flags of a container', () => {
    assertFlags('sagemaker', ...ofJobs);
    assertFlags('docker', '--image', 'mine', '--shm-size', '4g', '--network', 'host', '--poll', '5s');
  });

  it("takes no offence at a role that the environment names for the user's jobs", () => {
    process.env['DETECTORY_SAGEMAKER_ROLE'] = 'arn:aws:iam::123456789012:role/Trainer';
    try {
      assertFlags('process');
      expect(() => assertFlags('process', '--role', 'mine')).toThrow(/has --role, and .* leave it out/);
    } finally {
      delete process.env['DETECTORY_SAGEMAKER_ROLE'];
    }
  });
});
