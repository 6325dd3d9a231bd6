import type { RunRecord } from '@detectory/trainer';

/** A run as the next one goes on from it. */
export interface RunToContinue {
  /** Its folder, or an s3:// URI. */
  readonly run: string;
  readonly data: string;
  /** Flags that send a run where it ran. */
  readonly place: readonly string[];
}

/**
 * The command that trains a run on for longer, with the options that it was given and in the place where it ran; `undefined`
 * unless its verdict says that it would help.
 */
export function toContinueCommand(
  { watch, options, stop }: RunRecord,
  { run, data, place }: RunToContinue,
): string | undefined {
  if (!watch || stop.reason === 'over-fitting') return undefined;
  if (watch.verdict !== 'improving' && watch.verdict !== 'under-fitting') return undefined;
  const epochs =
    stop.reason === 'asked' ? options.epochs : Math.max(options.epochs + 10, Math.round(options.epochs * 1.5));
  const words = ['train', '--continue', run, '--data', data, '--epochs', String(epochs), ...place];
  return toCommand(['detectory-launch', ...words]);
}

/** The command that answers requests with a model. */
export function toServeCommand(model: string): string {
  return toCommand(['detectory-serve', '--model', model]);
}

function toCommand(words: readonly string[]): string {
  return words.map(quote).join(' ');
}

/** As a shell takes it for one word. */
function quote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
