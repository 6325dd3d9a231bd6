import { RunOutOfSightError } from '../../runner/run-errors.js';
import type { ContainerHost } from '../../runner/local/container-host.js';

export interface RunContainer {
  readonly id: string;
  /** The run's folder once it is whole. */
  readonly target: string;
}

/**
 * Whether a run's container is there, whether it still runs or not.
 * @throws RunOutOfSightError where the container engine doesn't say
 */
export async function isThere({ id, target }: RunContainer, host: ContainerHost): Promise<boolean> {
  return host.exists(id).catch((cause: unknown) => {
    throw new RunOutOfSightError(target, cause);
  });
}

/**
 * Answers how a run's container ended, unless with exit code 0, and removes it. The exit code of one that somebody else removed
 * can't be known: what it left tells.
 * @param logs settles when what it printed is copied
 * @throws RunOutOfSightError where the container engine doesn't say
 */
export async function waitForContainer(
  { id, target }: RunContainer,
  host: ContainerHost,
  logs?: Promise<void>,
): Promise<string | undefined> {
  try {
    if (!(await host.exists(id))) return undefined;
    const [code] = await Promise.all([host.wait(id), logs]);
    await host.remove(id);
    return code === 0 ? undefined : `ended with exit code ${code}`;
  } catch (cause) {
    throw new RunOutOfSightError(target, cause);
  }
}
