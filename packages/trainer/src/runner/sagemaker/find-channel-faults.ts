import type { JobChannel, TrainingJobSpec } from './training-job-spec.js';

/** What of a job's channels SageMaker, or the training image, would refuse. */
export function findChannelFaults({ channels }: TrainingJobSpec): string[] {
  return channels.flatMap((channel) => [
    ...findNameFaults(channel),
    ...(channel.attributeNames === undefined ? findFolderFaults(channel) : findManifestFaults(channel)),
  ]);
}

function findNameFaults({ name }: JobChannel): string[] {
  return /^[A-Za-z0-9.\-_]{1,64}$/.test(name)
    ? []
    : [`The channel name "${name}" is not one that SageMaker takes; expected 1 to 64 letters, digits and . - _`];
}

function findFolderFaults({ name, uri, inputMode }: JobChannel): string[] {
  if (inputMode === 'Pipe')
    return [
      `The channel ${name} (${uri}) is no augmented manifest, and a pipe of bare files tells neither their names nor their ends. Pass --input-mode File or FastFile, or --data with the s3:// URI of an output.manifest.`,
    ];
  return inputMode === 'FastFile' && !uri.endsWith('/')
    ? [`FastFile reads whole folders: the channel ${name} must end with "/", and is ${uri}. Pass ${uri}/.`]
    : [];
}

/** CreateTrainingJob's service model takes so many. */
const mostAttributes = 16;

function findManifestFaults({ uri, inputMode, attributeNames = [] }: JobChannel): string[] {
  const faults: string[] = [];
  if (inputMode !== 'Pipe')
    faults.push(
      `SageMaker streams an augmented manifest (${uri}) through a pipe and in no other way: leave --input-mode ${inputMode} out, or pass --input-mode Pipe.`,
    );
  if (attributeNames[0] !== 'source-ref')
    faults.push(
      `--attribute-names ${attributeNames.join(',')} must begin with source-ref: the training knows by its photo where a record begins.`,
    );
  if (!attributeNames.some((name) => name.endsWith('-metadata')))
    faults.push(
      `--attribute-names ${attributeNames.join(',')} names no -metadata of a label, which hold the names of the classes.`,
    );
  if (attributeNames.length > mostAttributes)
    faults.push(`${attributeNames.length} --attribute-names; SageMaker takes ${mostAttributes}.`);
  return faults;
}
