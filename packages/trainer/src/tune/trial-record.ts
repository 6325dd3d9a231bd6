/** One trial of a local search, as `trials.jsonl` keeps it. */
export interface TrialRecord {
  /** Counted from 1. */
  readonly trial: number;
  readonly hyperparameters: Readonly<Record<string, string>>;
  /** mAP50-95 of the exported model on the validation photos; null for a trial that failed. */
  readonly score: number | null;
  readonly mAP50: number | null;
  readonly seconds: number;
  readonly failure?: string;
}

/** In a search's folder: what all of its trials share. */
export const searchFile = 'search.json';

/** What a search was asked for; one that goes on must be asked for the same. */
export interface SearchSettings {
  readonly data: string;
  readonly seed: number;
  readonly base: Readonly<Record<string, string>>;
  readonly space: readonly object[];
}

/** The lines of trials.jsonl; a line that was cut off when the search was killed is no trial. */
export function parseTrials(text: string): TrialRecord[] {
  return text.split('\n').flatMap((line) => {
    try {
      return line.trim() === '' ? [] : [JSON.parse(line) as TrialRecord];
    } catch {
      return [];
    }
  });
}

/** The trial with the highest score; of equals the first. */
export function findBestTrial(trials: readonly TrialRecord[]): TrialRecord | undefined {
  return trials.reduce<TrialRecord | undefined>(
    (best, trial) => (trial.score !== null && (best?.score ?? -1) < trial.score ? trial : best),
    undefined,
  );
}
