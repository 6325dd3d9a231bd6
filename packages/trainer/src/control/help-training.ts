import { toFailureText } from '../metrics/to-failure-text.js';

export interface HelpedJob {
  /** Aborted once the job was asked to stop. */
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
}

/**
 * The part of a host that isn't the first. A stop may leave it nothing: it comes before the first host has an address or an
 * answer, or the first host leaves at a batch when time presses, and whoever trains with it loses it then. The model is the
 * first one's, so that this is no failure.
 */
export async function helpTraining(help: () => Promise<unknown>, { signal, log }: HelpedJob): Promise<void> {
  try {
    await help();
  } catch (error) {
    if (!signal.aborted) throw error;
    log(
      `[detectory] The stop ended this host's part; a model, where there is one, is the first host's (${toFailureText(error)}).`,
    );
  }
}
