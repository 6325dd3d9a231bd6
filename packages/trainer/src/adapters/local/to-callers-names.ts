import { join } from 'node:path';
import { toMlPaths } from '../../contract/ml-paths.js';
import type { RunListeners } from '../../runner/run-request.js';
import { readKeptRequest } from './kept-request.js';
import type { PartialRun } from './run-folder.js';

/** What the caller of a run calls the places that its program sees below the run's folder, or in a container below /opt/ml. */
export interface CallersNames {
  /** What each channel shows: a folder, a file or an s3:// URI. */
  readonly channels: Readonly<Record<string, string>>;
  /** Where the checkpoints lie. */
  readonly checkpoints: string;
}

export function toCallersNames(text: string, { ml }: PartialRun, { channels, checkpoints }: CallersNames): string {
  const names = new Map(
    [ml, toMlPaths()].flatMap((seen) => [
      ...Object.entries(channels).map(([name, source]) => [join(seen.channels, name), source] as const),
      [seen.checkpoints, checkpoints] as const,
    ]),
  );
  return text.replace(toPattern([...names.keys()]), (seen) => (names.get(seen) ?? seen).replace(/\/$/, ''));
}

/** Whole paths, and what lies below them: the channel `train` is no beginning of `training`, nor of `train.v2`. */
function toPattern(paths: readonly string[]): RegExp {
  const literal = paths.map((path) => path.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(String.raw`(?<![\w.-])(?:${literal.join('|')})(?![\w-]|\.\w)`, 'g');
}

/** Who listens hears of the checkpoint that a run goes on from as its caller knows it. */
export async function withCallersNames(
  listeners: RunListeners,
  run: PartialRun,
  checkpoints: string,
): Promise<RunListeners> {
  const names = await readCallersNames(run, checkpoints);
  return {
    ...listeners,
    onProgress: (event) =>
      listeners.onProgress(
        event.event === 'resumed' ? { ...event, from: toCallersNames(event.from, run, names) } : event,
      ),
  };
}

/** @param checkpoints where the run's checkpoints lie for its caller */
export async function readCallersNames({ request }: PartialRun, checkpoints: string): Promise<CallersNames> {
  const { data, channels } = await readKeptRequest(request);
  return { channels: { ...channels, ...(data === '' ? {} : { training: data }) }, checkpoints };
}
