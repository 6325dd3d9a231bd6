import { InvalidOptionError } from '@detectory/dataset';
import { createInputManifest } from '@detectory/dataset/adapters';
import { createStorage, type Storage } from '@detectory/storage';
import { createProgress, type Progress, printJson, printLine } from '@detectory/terminal';
import { Command } from 'commander';
import { formatManifestReport } from '../output/format-manifest-report.js';
import { InputImagesRefusedError } from './input-images-refused-error.js';
import { parseChoice } from './parse-choice.js';
import { parseS3Prefix } from './parse-s3-prefix.js';
import { withInterrupt } from './with-interrupt.js';

interface ManifestFlags {
  readonly out: string;
  readonly s3Prefix?: string;
  readonly onBad: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

const examples = `
Examples:
  detectory-prep manifest s3://bucket/photos --out s3://bucket/input.manifest
  detectory-prep manifest ./photos --s3-prefix s3://bucket/photos --out input.manifest`;

export function createManifestCommand(): Command {
  return new Command('manifest')
    .description('Writes the input manifest of a new labelling job: a line for each photo that Ground Truth takes.')
    .argument('<photos>', 'folder or s3:// prefix with the photos')
    .requiredOption('--out <file>', 'where the manifest goes: a file or an s3:// URI')
    .option('--s3-prefix <uri>', 'where the folder lies, or will lie, on S3 (needed for local photos)')
    .option('--on-bad <policy>', 'photos that Ground Truth refuses: strict (write nothing) or skip', 'strict')
    .option('--force', 'replace the file at --out')
    .option('--json', 'one JSON document on stdout')
    .addHelpText('after', examples)
    .action((photos: string, flags: ManifestFlags) => withInterrupt((signal) => runManifest(photos, flags, signal)));
}

async function runManifest(photos: string, flags: ManifestFlags, signal: AbortSignal): Promise<void> {
  const { out } = flags;
  const storage = createStorage();
  const onBad = parseChoice('--on-bad', flags.onBad, ['strict', 'skip']);
  const s3Prefix = parseS3Prefix(flags.s3Prefix);
  await assertFree(storage, out, flags.force ?? false);
  let bar: Progress | undefined;
  const onProgress = (done: number, total: number): void => {
    bar ??= createProgress({ label: 'Reading photos', total, unit: 'photos' });
    if (done < total) bar.update(done);
    else bar.finish();
  };
  const { text, ...summary } = await createInputManifest({ storage, photos, s3Prefix, signal, onProgress });
  if (summary.images === 0 || (onBad === 'strict' && summary.problems.length > 0))
    throw new InputImagesRefusedError(summary.problems);
  await storage.writeBytes(out, text);
  if (flags.json) printJson({ out, ...summary });
  else printLine(formatManifestReport(out, summary));
}

async function assertFree(storage: Storage, out: string, force: boolean): Promise<void> {
  if (!force && (await storage.stat(out)))
    throw new InvalidOptionError(
      `--out ${out}: there is such a file. Choose another name, or pass --force to replace it.`,
    );
}
