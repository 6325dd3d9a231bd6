/** YOLOv5's release whose checkpoints names stand for. */
export const releaseUrl = 'https://github.com/ultralytics/yolov5/releases/download/v7.0';

/** sha256 of the release's files, checked on download; others are recorded at their first download. */
export const knownSha256: Readonly<Record<string, string>> = {
  'yolov5n.pt': '4f180cf23ba0717ada0badd6c685026d73d48f184d00fc159c2641284b2ac0a3',
  'yolov5s.pt': '8b3b748c1e592ddd8868022e8732fde20025197328490623cc16c6f24d0782ee',
  'yolov5m.pt': '61d933360ba5a7733a36764996c800287d973889d875227f5beedd2473a97a56',
};
