import type { RecordedDataset } from '../dataset-json/parse-dataset-json.js';
import { attributesOf, chooseLabelNames } from './label-names.js';

/** As many as a dataset records at most. */
const mostShown = 100;

export interface WrittenLabels {
  /** `--label-attribute` and `--creation-date`, where they were given. */
  readonly attribute: string | undefined;
  readonly creationDate: string | undefined;
}

/** What Ground Truth's lines held beside boxes and is not written into the lines of an export, a sentence for each. */
export function describeGroundTruthLosses(dataset: RecordedDataset, asked: WrittenLabels): string[] {
  const { jobNames = [], otherKeys = [], labelledAt } = dataset;
  const written = chooseLabelNames(dataset, asked.attribute);
  const attributes = attributesOf(dataset).filter((name) => name !== written.attribute);
  const jobs = jobNames.filter((name) => name !== written.jobName);
  const isRedated = asked.creationDate !== undefined && labelledAt !== undefined;
  return [
    ...sentenceIf(
      attributes.length > 0,
      `label attributes (${listNames(attributes)}): each line has ${quote(written.attribute)}`,
    ),
    ...sentenceIf(jobs.length > 0, `names of jobs (${listNames(jobs)}): each line has ${quote(written.jobName)}`),
    ...sentenceIf(isRedated, 'when the labels were made: each line has --creation-date'),
    ...sentenceIf(otherKeys.length > 0, `what else the labels held, which no dataset keeps: ${listNames(otherKeys)}`),
  ];
}

/** What a dataset holds, or its manifests held, that the label formats without metadata have no place for. */
export function describeMetadataLosses(dataset: RecordedDataset): string[] {
  const { jobNames = [], otherKeys = [], labelledAt } = dataset;
  const files = Object.values(dataset.splits).flatMap((split) => split.files);
  const attributes = attributesOf(dataset);
  const machineMade = files.filter((file) => file.humanAnnotated === false).length;
  const kept = [
    ...sentenceIf(
      files.some((file) => file.confidences !== undefined),
      'confidences',
    ),
    ...sentenceIf(labelledAt !== undefined, 'when the labels were made'),
    ...sentenceIf(machineMade > 0, `that a model drew the boxes of ${machineMade} images`),
    ...sentenceIf(attributes.length > 0, `label attributes (${listNames(attributes)})`),
    ...sentenceIf(jobNames.length > 0, `names of jobs (${listNames(jobNames)})`),
  ];
  return [
    ...sentenceIf(kept.length > 0, `${kept.join(', ')}: they stand in dataset.json`),
    ...sentenceIf(otherKeys.length > 0, `what else the labels held, which no dataset keeps: ${listNames(otherKeys)}`),
  ];
}

function sentenceIf(isLost: boolean, sentence: string): string[] {
  return isLost ? [sentence] : [];
}

function listNames(names: readonly string[]): string {
  const more = names.length - mostShown;
  return [...names.slice(0, mostShown).map(quote), ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
}

/** Names come from files: what a terminal would obey is escaped. */
function quote(name: string): string {
  return JSON.stringify(name);
}
