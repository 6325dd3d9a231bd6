/** What keeps a file from being starting weights, with the fix; undefined where nothing does. */
export type CheckpointFault = string | undefined;

export interface CheckpointBytes {
  /** Some megabytes hold the names of all layers. */
  readonly head: Uint8Array;
  /** At least the last 64 KiB, or all of a smaller file. */
  readonly end: Uint8Array;
}

const zip = Buffer.from('PK\u0003\u0004', 'latin1');
/** Begins the record that every ZIP archive ends with; a comment of up to 64 KiB may follow. */
const zipEnd = Buffer.from('PK\u0005\u0006', 'latin1');
const pickle = 0x80;

/** As YOLOv5 names them, and as Ultralytics does. */
const otherKinds =
  /c(?:(?:yolov5\.)?models\.yolo|ultralytics\.nn\.tasks)\n(Segmentation|Classification|Pose|OBB)Model\n/;
/** A file with the whole model names its class; a state_dict has tensors alone. */
const anyModel = /c(?:(?:yolov5\.)?models\.yolo|ultralytics\.nn\.[\w.]+)\n/;

/**
 * Judges a checkpoint by the names in its pickle, without opening it: a pickle that is loaded may do anything. PyTorch stores
 * it uncompressed at the beginning of its ZIP archive, and names classes as text (protocol 2: `c<module>\n<class>\n`).
 * @param engine that is to train it; left out where both are welcome
 */
export function judgeCheckpoint({ head, end }: CheckpointBytes, engine?: string): CheckpointFault {
  const bytes = Buffer.from(head);
  const isZip = bytes.subarray(0, 4).equals(zip);
  if (!isZip && bytes[0] !== pickle) return describeStranger(bytes);
  const text = bytes.toString('latin1');
  const kind = otherKinds.exec(text)?.[1];
  if (kind !== undefined)
    return `it holds a ${kind === 'OBB' ? kind : kind.toLowerCase()} model; give a detection checkpoint, whose name has no -seg, -cls, -pose or -obb`;
  const isUltralytics = /cultralytics\.nn\./.test(text);
  if (engine === 'yolov5' && isUltralytics)
    return 'it is a checkpoint of Ultralytics (YOLOv8 or later); set engine to ultralytics, or give one of YOLOv5';
  if (engine === 'ultralytics' && !isUltralytics && /models\.yolo\n(?:Detection)?Model\n/.test(text))
    return 'it is a checkpoint of YOLOv5; set engine to yolov5, or give one of YOLOv8 or YOLO11';
  if (isZip && !Buffer.from(end).includes(zipEnd))
    return 'its end is missing, as when a copy or a download was cut off; copy it again';
  if (!anyModel.test(text))
    return 'it names no model of YOLO, as a state_dict or the file of another framework; give a best.pt or last.pt as training writes it, which holds the whole model';
  return undefined;
}

function describeStranger(bytes: Buffer): string {
  const start = bytes.subarray(0, 64).toString('latin1');
  if (bytes.length === 0) return 'it is empty; fetch it again';
  if (start.startsWith('version https://git-lfs')) return 'it is a pointer of Git LFS, not the file; run git lfs pull';
  if (/^\s*</.test(start)) return 'it is a web page, not a checkpoint; fetch the file itself';
  return 'it is no PyTorch checkpoint; give a .pt file as YOLOv5 saves it';
}
