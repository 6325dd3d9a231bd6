import type { RecordedDataset } from '../dataset-json/parse-dataset-json.js';

/** What is written where neither the user nor the dataset has a name. */
const usualAttribute = 'labels';

/** What stands for a label attribute where labels were read in these formats. */
const ofOtherFormats: ReadonlySet<string> = new Set(['coco', 'yolo']);

/** The label attribute and the job that an exported line names. */
export interface LabelNames {
  readonly attribute: string;
  readonly jobName: string;
}

/** Those of the dataset where it has one alone; a line has room for one. */
export function chooseLabelNames(dataset: RecordedDataset, asked: string | undefined): LabelNames {
  const attributes = attributesOf(dataset);
  const own = attributes.length === 1 ? attributes[0] : undefined;
  const attribute = asked ?? own ?? usualAttribute;
  const { jobNames = [] } = dataset;
  const job = jobNames.length === 1 ? jobNames[0] : undefined;
  return { attribute, jobName: job ?? `labeling-job/${attribute}` };
}

/** The label attributes of Ground Truth that the labels came from. */
export function attributesOf({ labelAttributes, jobNames, labelledAt }: RecordedDataset): readonly string[] {
  const isGroundTruth = jobNames !== undefined || labelledAt !== undefined;
  return labelAttributes.filter((attribute) => isGroundTruth || !ofOtherFormats.has(attribute));
}
