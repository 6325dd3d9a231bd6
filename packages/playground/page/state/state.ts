import type { Answer } from '../answer/answer.js';
import { defaultRequest, type RequestOptions } from '../client/request-options.js';
import type { ServerStatus } from '../client/endpoint-client.js';
import type { ServedModels } from '../client/list-models.js';
import type { Filter } from '../filter/filter-detections.js';
import type { Photo } from '../photo/photo.js';
import { type Viewport, wholePhoto, type Size } from '../view/viewport.js';

/** A detection that is pointed at: its stage, and its place in the whole answer. */
export interface Pointed {
  readonly stage: number;
  readonly index: number;
}

export type Camera =
  | { readonly kind: 'off' }
  | { readonly kind: 'starting' }
  | {
      readonly kind: 'live';
      /** Of the frames that are sent; the boxes are in it. */
      readonly frame: Size;
      readonly framesPerSecond: number;
      /** One answer for each stage. */
      readonly answers: readonly Answer[];
    }
  | { readonly kind: 'refused'; readonly why: string };

/** All that the page shows. Values only; what changes is a new object. */
export interface State {
  readonly server: ServerStatus | 'unknown';
  readonly models: ServedModels;
  /** The models of the stages, one or two; undefined is the only model of a single-model server. */
  readonly stages: readonly (string | undefined)[];
  readonly photos: readonly Photo[];
  readonly selectedPhoto: number | undefined;
  /** By `answerKey`. */
  readonly answers: ReadonlyMap<string, Answer>;
  readonly filter: Filter;
  readonly request: RequestOptions;
  readonly viewport: Viewport;
  readonly pointed: Pointed | undefined;
  readonly camera: Camera;
}

export const initialState: State = {
  server: 'unknown',
  models: 'single',
  stages: [undefined],
  photos: [],
  selectedPhoto: undefined,
  answers: new Map(),
  filter: { threshold: 0.25, hiddenClasses: new Set() },
  request: defaultRequest,
  viewport: wholePhoto,
  pointed: undefined,
  camera: { kind: 'off' },
};

export function answerKey(photoId: number, model: string | undefined): string {
  return `${photoId} ${model ?? ''}`;
}
