import type { RunRecord } from '@detectory/trainer';

/** The command that trains a run on for longer; `undefined` unless its verdict says that it would help. */
export function toContinueCommand({ watch, options, stop }: RunRecord, run: string, data: string): string | undefined {
  if (!watch || stop.reason === 'over-fitting') return undefined;
  if (watch.verdict !== 'improving' && watch.verdict !== 'under-fitting') return undefined;
  const epochs =
    stop.reason === 'asked' ? options.epochs : Math.max(options.epochs + 10, Math.round(options.epochs * 1.5));
  return `detectory-launch train --continue ${quote(run)} --data ${quote(data)} --epochs ${epochs}`;
}

/** As a shell takes it for one word. */
function quote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
