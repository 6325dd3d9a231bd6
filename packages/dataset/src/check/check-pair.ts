import { type CheckedImage, type FlawCode } from '@detectory/imaging';
import type { ImageProblem } from '../plan/examine-image.js';
import type { Finding, FindingCode } from './findings.js';
import { findingKinds } from './findings.js';
import type { ParsedLabelFile } from './parse-label-file.js';

export interface Pair {
  /** Relative to the dataset. */
  readonly imagePath: string;
  readonly labelPath: string;
  /** `undefined` where a list names a file that is not there. */
  readonly image: Pick<CheckedImage, 'flaws'> | ImageProblem | undefined;
  /** `undefined` where there is no label file. */
  readonly label: ParsedLabelFile | undefined;
  /** Where a label lies that YOLOv5 doesn't look for. */
  readonly strayLabelPath: string | undefined;
  /** How many names data.yaml has, where it could be read. */
  readonly classCount: number | undefined;
}

export interface CheckedPair {
  readonly findings: readonly Finding[];
  /** Boxes that YOLOv5 learns from; `undefined` where it drops the image. */
  readonly boxes: number | undefined;
}

const droppingFlaws: readonly FlawCode[] = ['orientation-unreadable'];
const droppingLabels: readonly FindingCode[] = [
  'label-encoding',
  'label-columns',
  'label-not-number',
  'label-out-of-range',
];

/** What YOLOv5 makes of an image with its label. */
export function checkPair(pair: Pair): CheckedPair {
  const imageFindings = checkImageOf(pair);
  const labelFindings = checkLabelOf(pair);
  const isDropped =
    [...imageFindings, ...labelFindings].some(
      ({ code }) => droppingLabels.includes(code) || droppingFlaws.includes(code as FlawCode),
    ) ||
    !pair.image ||
    'reason' in pair.image;
  return {
    findings: [...imageFindings, ...labelFindings],
    boxes: isDropped ? undefined : (pair.label?.rows.length ?? 0),
  };
}

function checkImageOf({ imagePath: path, image }: Pair): Finding[] {
  if (!image) return [{ code: 'image-missing', path, message: 'the list names it, and it is not there.' }];
  if ('reason' in image)
    return [
      {
        code: image.reason in findingKinds ? (image.reason as FindingCode) : 'image-unreadable',
        path,
        message: image.message,
      },
    ];
  return image.flaws.map(({ code, message }) => ({ code, path, message }));
}

function checkLabelOf({ imagePath, labelPath, label, strayLabelPath, classCount }: Pair): Finding[] {
  if (!label && strayLabelPath !== undefined)
    return [
      {
        code: 'labels-nested',
        path: imagePath,
        message: `YOLOv5 looks for ${labelPath}; the label is ${strayLabelPath}.`,
      },
    ];
  if (!label) return [{ code: 'label-missing', path: imagePath, message: `there is no ${labelPath}.` }];
  const findings: Finding[] = label.findings.map((finding) => ({ ...finding, path: labelPath }));
  const beyond =
    classCount === undefined ? undefined : label.rows.find(([classIndex]) => Math.floor(classIndex) >= classCount);
  if (beyond)
    findings.push({
      code: 'class-out-of-range',
      path: labelPath,
      message: `the class is ${beyond[0]}; data.yaml has ${classCount} names.`,
    });
  return findings;
}
