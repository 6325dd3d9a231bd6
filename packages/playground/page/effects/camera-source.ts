import type { Size } from '../view/viewport.js';

/** A running camera. */
export interface CameraSource {
  readonly stream: MediaStream;
  /** Of the frames. */
  readonly size: Size;
  /** The present frame as a JPEG, its longer side at most 1280 pixels. */
  readonly grab: () => Promise<CameraFrame | undefined>;
  readonly stop: () => void;
}

export interface CameraFrame {
  readonly blob: Blob;
  readonly size: Size;
}

const longestSidePx = 1280;

/** @throws DOMException when there is no camera or the person refuses it */
export async function openCamera(): Promise<CameraSource> {
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { facingMode: 'environment', width: { ideal: longestSidePx } },
  });
  const video = Object.assign(document.createElement('video'), { srcObject: stream, muted: true, playsInline: true });
  await video.play();
  const canvas = document.createElement('canvas');
  let isStopped = false;
  return {
    stream,
    size: frameSize(video),
    grab: async () => (isStopped ? undefined : grabFrame(video, canvas)),
    stop: () => {
      isStopped = true;
      for (const track of stream.getTracks()) track.stop();
    },
  };
}

async function grabFrame(video: HTMLVideoElement, canvas: HTMLCanvasElement): Promise<CameraFrame | undefined> {
  await nextFrame(video);
  const size = frameSize(video);
  Object.assign(canvas, size);
  canvas.getContext('2d')?.drawImage(video, 0, 0, size.width, size.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85));
  return blob ? { blob, size } : undefined;
}

function frameSize({ videoWidth, videoHeight }: HTMLVideoElement): Size {
  const scale = Math.min(1, longestSidePx / Math.max(videoWidth, videoHeight));
  return { width: Math.round(videoWidth * scale), height: Math.round(videoHeight * scale) };
}

/** Not the same frame twice; but a hidden tab or a still camera shows no new one, so the wait has an end. */
function nextFrame(video: HTMLVideoElement): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(resolve, 250);
    video.requestVideoFrameCallback(() => {
      clearTimeout(late);
      resolve();
    });
  });
}

/** What went wrong, and what a person can do about it. */
export function explainCameraError(error: unknown): string {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError') return 'The browser may not use the camera. Allow it for this page, then try again.';
  if (name === 'NotFoundError') return 'No camera is connected.';
  if (name === 'NotReadableError') return 'Another program uses the camera. Close it there, then try again.';
  return 'The camera can’t be used here. Browsers allow it on https:// and on localhost only.';
}
