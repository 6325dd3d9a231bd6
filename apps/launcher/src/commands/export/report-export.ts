import { formatTable, printJson, printLine } from '@detectory/terminal';
import { formatVariants } from '@detectory/trainer';
import type { CheckpointExport } from '@detectory/trainer/adapters';

export interface ReportOptions {
  /** Whether there were photos; noise is compared otherwise. */
  readonly isMeasured: boolean;
  readonly asJson: boolean;
}

/** What was made, for people or scripts. */
export function reportExport(exported: CheckpointExport, { isMeasured, asJson }: ReportOptions): void {
  const { model, manifest, variants } = exported;
  if (asJson) printJson({ model, manifest, variants });
  else printLine(formatExport(exported, isMeasured));
}

export function formatExport(
  { model, manifest, variants, refusals }: Omit<CheckpointExport, 'evaluation'>,
  isMeasured: boolean,
): string {
  const parity = manifest.parity
    ? `${(manifest.parity.agreement * 100).toFixed(1)}% of ${manifest.parity.detections} detections agree`
    : 'not compared';
  const rows = [
    ['model', model],
    ['engine', `${manifest.engine.name} ${manifest.engine.version}`],
    ['classes', String(manifest.classNames.length)],
    ['export against checkpoint', isMeasured ? parity : `${parity} (on noise: pass --data to compare on photos)`],
  ];
  const table =
    variants.length > 0 ? `\n\n${formatVariants({ variants, refusals, served: manifest.exports[0]?.precision })}` : '';
  return `${formatTable(rows, { header: false })}${table}`;
}
