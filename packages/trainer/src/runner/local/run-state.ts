/** A program on this machine: a process, recognised by its start as well as its number, or a container. */
export type RunProgram =
  | { readonly kind: 'process'; readonly pid: number; readonly startedAt: string | undefined }
  | { readonly kind: 'container'; readonly id: string };

/** `run-state.json` in the folder of a run under way: by it another terminal finds, watches and stops the run. */
export interface RunState {
  readonly version: 1;
  readonly name: string;
  /** The run's folder once it is whole. */
  readonly target: string;
  readonly program: RunProgram;
  /** The process that waits for the run's end and packs its model. */
  readonly supervisor: Extract<RunProgram, { kind: 'process' }>;
  /** Folders beside it of killed runs that this one goes on from: what it keeps at its end stands for them. */
  readonly superseded?: readonly string[] | undefined;
  /** The folder that its first checkpoints were taken from, where it goes on from a killed or failed run. */
  readonly resumedFrom?: string | undefined;
}

export const runStateFile = 'run-state.json';

/** @returns undefined for a text that is no such state */
export function parseRunState(text: string): RunState | undefined {
  try {
    const state = JSON.parse(text) as Partial<RunState> | null;
    if (state?.version === 1 && state.program && state.supervisor && state.target && state.name)
      return state as RunState;
  } catch {
    // The same answer as for JSON of another kind.
  }
  return undefined;
}
