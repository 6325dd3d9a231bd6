import type { Size } from '../view/viewport.js';

/** One photo of the filmstrip. */
export interface Photo {
  readonly id: number;
  readonly name: string;
  readonly blob: Blob;
  /** An object URL of the blob. */
  readonly url: string;
  /**
   * Pixels as the browser shows it, upright, which is the frame of the server's boxes; `undecodable` where this browser
   * can't show the format, though the server may.
   */
  readonly size: Size | 'undecodable';
}
