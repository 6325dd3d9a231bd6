import { formatBar } from './format-bar.js';
import { formatDuration } from './format-quantity.js';
import { detectTerminalStyle } from './terminal-style.js';

export interface ProgressOptions {
  /** What is being done, as the line begins: `Copying images`. */
  readonly label: string;
  /** How many units there are; left out where nobody knows. */
  readonly total?: number;
  /** What is counted: `images`. */
  readonly unit?: string;
}

export interface Progress {
  /** @param done units done so far  @param note what a person may want to see beside the bar, such as a loss */
  update(done: number, note?: string): void;
  finish(note?: string): void;
}

/** Where progress is drawn, and the clock; the terminal's own stderr unless a test brings another. */
export interface ProgressOutput {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

const redrawEveryMs = 100;
const plainLineEveryMs = 5_000;
const barChars = 20;
const clearLine = '\r\u001b[K';

/** Progress on stderr: a bar that redraws itself on a terminal, a plain line now and then elsewhere. */
export function createProgress(
  options: ProgressOptions,
  output: ProgressOutput = process.stderr,
  now: () => number = Date.now,
  { canUnicode }: { readonly canUnicode: boolean } = detectTerminalStyle(output),
): Progress {
  const startedAt = now();
  const everyMs = output.isTTY ? redrawEveryMs : plainLineEveryMs;
  let shownAt = Number.NEGATIVE_INFINITY;
  let done = 0;

  const show = (text: string) =>
    output.write(output.isTTY ? clearLine + text.slice(0, (output.columns ?? 100) - 1) : `${text}\n`);
  return {
    update(newDone, note) {
      done = newDone;
      if (now() - shownAt < everyMs) return;
      shownAt = now();
      show(formatProgress({ ...options, canUnicode }, done, now() - startedAt, note));
    },
    finish(note) {
      const elapsed = formatDuration(now() - startedAt);
      const counted = options.unit ? ` ${options.total ?? done} ${options.unit}` : '';
      show(`${options.label}:${counted}${note ? ` ${note}` : ' done'} in ${elapsed}`);
      if (output.isTTY) output.write('\n');
    },
  };
}

function formatProgress(
  { label, total, unit = '', canUnicode }: ProgressOptions & { readonly canUnicode: boolean },
  done: number,
  elapsedMs: number,
  note = '',
): string {
  if (total === undefined) return [`${label}: ${done}`, unit, note].filter(Boolean).join(' ');
  const share = total === 0 ? 1 : done / total;
  const dot = canUnicode ? ' · ' : ' - ';
  const bar = formatBar(share, barChars, canUnicode).padEnd(barChars, canUnicode ? '░' : '.');
  const left =
    share > 0 && share < 1 && elapsedMs >= 1000
      ? `${dot}${formatDuration((elapsedMs / share) * (1 - share))} left`
      : '';
  const counted = [`${label} ${bar} ${done}/${total}`, unit].filter(Boolean).join(' ');
  return [`${counted}${left}`, note].filter(Boolean).join(dot);
}
