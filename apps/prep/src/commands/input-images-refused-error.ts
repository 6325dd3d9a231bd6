import type { InputProblem } from '@detectory/dataset/adapters';

const shown = 10;

/** Ground Truth would refuse photos, and `--on-bad strict` was asked for, or nothing else is left. */
export class InputImagesRefusedError extends Error {
  override readonly name = 'InputImagesRefusedError';
  readonly code = 'PREP_INPUT_IMAGES_REFUSED';
  readonly blame = 'input';
  constructor(readonly problems: readonly InputProblem[]) {
    super(
      [
        `${problems.length} photo${problems.length === 1 ? '' : 's'} can't be labelled, and nothing was written:`,
        ...problems.slice(0, shown).map(({ uri, message }) => `  ${uri}: ${message}`),
        ...(problems.length > shown ? [`  … and ${problems.length - shown} more`] : []),
        'Mend them, or pass --on-bad skip to write the manifest without them.',
      ].join('\n'),
    );
  }
}
