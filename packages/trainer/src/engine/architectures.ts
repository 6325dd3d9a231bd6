/**
 * The detectors that YOLOv5 7.0.14 ships as models/*.yaml and models/hub/*.yaml. Its folder models/segment is left out: a
 * segmentation head would train without complaint, and no server of ours reads what it answers.
 */
const yolov5Detectors: readonly string[] = [
  ...['yolov5n', 'yolov5s', 'yolov5m', 'yolov5l', 'yolov5x'],
  ...['yolov5n6', 'yolov5s6', 'yolov5m6', 'yolov5l6', 'yolov5x6'],
  ...['yolov5s-LeakyReLU', 'yolov5s-ghost', 'yolov5s-transformer'],
  ...['yolov5-bifpn', 'yolov5-fpn', 'yolov5-panet', 'yolov5-p2', 'yolov5-p34', 'yolov5-p6', 'yolov5-p7'],
  ...['yolov3', 'yolov3-spp', 'yolov3-tiny'],
];

/** Detectors of the pinned version whose head is anchor-free, by family and sizes: a size is no file of its own. */
const ultralyticsDetectors: readonly string[] = Object.entries({
  yolov8: 'nslmx',
  yolov9: 'tsmce',
  yolov10: 'nsmblx',
  yolo11: 'nslmx',
  yolo12: 'nslmx',
}).flatMap(([family, sizes]) => [...sizes].map((size) => `${family}${size}`));

/** Architectures that come with an engine, by the engine's name. */
export const architectures: Readonly<Record<string, readonly string[]>> = {
  yolov5: yolov5Detectors,
  ultralytics: ultralyticsDetectors,
};

/** What weights none trains where no cfg is given: the engine's smallest. */
export function toDefaultArchitecture(engine: string): string {
  return engine === 'ultralytics' ? 'yolo11n' : 'yolov5n';
}

/** Whether an engine has it; the name may carry its file's suffix. */
export function isArchitecture(engine: string, name: string): boolean {
  return architectures[engine]?.includes(name.replace(/\.yaml$/, '')) ?? false;
}
