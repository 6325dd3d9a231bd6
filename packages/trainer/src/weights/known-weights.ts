const yolov5Release = 'https://github.com/ultralytics/yolov5/releases/download/v7.0';
/** What the pinned Ultralytics downloads from by itself (attempt_download_asset in ultralytics/utils/downloads.py). */
const ultralyticsRelease = 'https://github.com/ultralytics/assets/releases/download/v8.4.0';

/** YOLOv8 and later, and YOLOv3 and v5 with YOLOv8's head, whose names end with u. */
const ofUltralytics = /^yolo(?:(?:v(?:8|9|10)|\d\d)[a-z](?:-[\w-]+)?|v5[nsmlx]6?u|v3(?:-spp|-tiny)?u)\.pt$/;

/** By the name that Ultralytics' release gives it. */
export function isOfUltralytics(name: string): boolean {
  return ofUltralytics.test(name);
}

/** By the name that YOLOv5's release gives it. */
export function isOfYolov5(name: string): boolean {
  return /^yolov5[nsmlx]6?\.pt$/.test(name);
}

/** The release whose checkpoint a name stands for; a name that none has is looked for in YOLOv5's. */
export function toReleaseUrl(name: string): string {
  return isOfUltralytics(name) ? ultralyticsRelease : yolov5Release;
}

/** Whether there may be a release of weights of that name: there are far more than are known here, and all are called so. */
export function mayBeReleased(name: string): boolean {
  return /^yolo.*\.pt$/i.test(name);
}

/** sha256 of the release's files, checked on download; others are recorded at their first download. */
export const knownSha256: Readonly<Record<string, string>> = {
  'yolov5n.pt': '4f180cf23ba0717ada0badd6c685026d73d48f184d00fc159c2641284b2ac0a3',
  'yolov5s.pt': '8b3b748c1e592ddd8868022e8732fde20025197328490623cc16c6f24d0782ee',
  'yolov5m.pt': '61d933360ba5a7733a36764996c800287d973889d875227f5beedd2473a97a56',
};
