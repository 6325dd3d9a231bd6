import { UsageError } from '@detectory/terminal';
import type { Command } from 'commander';
import { isJobFlag, type Place } from './place-flags.js';

/**
 * A flag that SageMaker alone understands does nothing elsewhere: whoever gives one may think that a job was sent.
 * @throws UsageError that names all of them
 */
export function assertFlagsOfPlace(command: Command, on: Place): void {
  if (on === 'sagemaker') return;
  const given = command.options
    // The environment may name a role for good.
    .filter((option) => isJobFlag(option) && command.getOptionValueSource(option.attributeName()) === 'cli')
    .map(({ long }) => long);
  if (given.length > 0)
    throw new UsageError(
      `Only a SageMaker job has ${given.join(', ')}, and --on ${on} sends none. Add --on sagemaker, or leave ${given.length > 1 ? 'them' : 'it'} out.`,
    );
}
