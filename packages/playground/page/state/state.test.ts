import { describe, expect, it } from 'vitest';
import type { Detection } from '../answer/detection.js';
import { unreachable } from '../answer/problem.js';
import { done, found, photo } from '../testing/make-state.js';
import { setCamera, showFrame } from './camera-changes.js';
import { setThreshold, showClass, showClasses } from './filter-changes.js';
import { nextRequest } from './next-request.js';
import { addPhotos, removePhoto, selectPhoto, stepPhoto } from './photo-changes.js';
import { shownSize, visibleDetections } from './select.js';
import { recordAnswer, setModels, setRequest, setServer, setStageModel } from './server-changes.js';
import { answerKey, initialState, type State } from './state.js';
import { createStore } from './store.js';
import { toNotice } from './to-notice.js';

const ready: State = { ...initialState, server: 'ready' };
const withPhotos = addPhotos(ready, [photo(1), photo(2), photo(3)]);
const failed = { kind: 'failed', problem: unreachable('http://host') } as const;

describe(nextRequest, () => {
  it('asks for the photo on show first, then for the rest, for each model', () => {
    const state = setStageModel(setModels(selectPhoto(withPhotos, 2), ['a', 'b']), 1, 'b');
    const order: string[] = [];
    let open = nextRequest(state);
    for (let now = state; open; open = nextRequest(now)) {
      order.push(`${open.photo.id}${open.model}`);
      now = recordAnswer(now, open.photo.id, open.model, { kind: 'waiting' });
    }
    expect(order).toEqual(['2a', '2b', '1a', '1b', '3a', '3b']);
  });

  it('asks nothing while nobody could answer', () => {
    expect(nextRequest(setServer(withPhotos, 'loading'))).toBeUndefined();
    expect(nextRequest(setModels(withPhotos, []))).toBeUndefined();
    const live = { kind: 'live', frame: { width: 1, height: 1 }, framesPerSecond: 0, answers: [] } as const;
    expect(nextRequest(setCamera(withPhotos, live))).toBeUndefined();
  });
});

describe(setServer, () => {
  it('asks again what failed while the server was away', () => {
    const gone = setServer(recordAnswer(withPhotos, 1, undefined, failed), 'gone');
    expect(gone.answers.size).toBe(1);
    expect(setServer(gone, 'ready').answers.size).toBe(0);
  });
});

describe(setModels, () => {
  it('keeps the stages whose models are still loaded', () => {
    const two = setStageModel(setModels(ready, ['a', 'b', 'c']), 1, 'c');
    expect(two.stages).toEqual(['a', 'c']);
    expect(setModels(two, ['b', 'c']).stages).toEqual(['c']);
    expect(setModels(two, ['b']).stages).toEqual(['b']);
    expect(setModels(two, 'single').stages).toEqual([undefined]);
    expect(setStageModel(two, 1, undefined).stages).toEqual(['a']);
  });
});

describe(setRequest, () => {
  it('drops answers to the old options', () => {
    const answered = recordAnswer(withPhotos, 1, undefined, done());
    expect(setRequest(answered, { ...answered.request, iou: 0.6 }).answers.size).toBe(0);
  });
});

describe(removePhoto, () => {
  it('shows the neighbour, and keeps the answers of the others', () => {
    const answered = recordAnswer(recordAnswer(withPhotos, 1, undefined, done()), 2, undefined, done());
    const without = removePhoto(answered, 1);
    expect(without.selectedPhoto).toBe(2);
    expect([...without.answers.keys()]).toEqual([answerKey(2, undefined)]);
    expect(removePhoto(removePhoto(without, 2), 3).selectedPhoto).toBeUndefined();
    expect(recordAnswer(without, 1, undefined, done())).toBe(without);
  });
});

describe(stepPhoto, () => {
  it('goes round the ends', () => {
    expect(stepPhoto(withPhotos, -1).selectedPhoto).toBe(3);
    expect(stepPhoto(stepPhoto(withPhotos, 1), -1).selectedPhoto).toBe(1);
    expect(stepPhoto(ready, 1)).toBe(ready);
  });
});

describe(setThreshold, () => {
  it('stays within what was asked of the server', () => {
    expect([-1, 0.3, 0.30000000000000004, 2].map((value) => setThreshold(ready, value).filter.threshold)).toEqual([
      0.05, 0.3, 0.3, 0.95,
    ]);
  });
});

describe(visibleDetections, () => {
  it('filters without a new answer', () => {
    const state = recordAnswer(withPhotos, 1, undefined, done(found(0, 0.9), found(1, 0.6), found(1, 0.1)));
    expect(visibleDetections(state)[0]).toHaveLength(2);
    expect(visibleDetections(showClass(state, 'hammer', false))[0]).toHaveLength(1);
    const none = showClasses(state, ['drill', 'hammer'], false);
    expect(visibleDetections(none)[0]).toHaveLength(0);
    expect(visibleDetections(showClasses(none, ['drill', 'hammer'], true))[0]).toHaveLength(2);
  });
});

describe(showFrame, () => {
  it('drops a frame that comes after the camera went off', () => {
    const frame = { frame: { width: 4, height: 3 }, answers: [done()], framesPerSecond: 5 };
    expect(showFrame(ready, frame)).toBe(ready);
    const live = showFrame(setCamera(ready, { kind: 'live', ...frame }), { ...frame, framesPerSecond: 9 });
    expect([live.camera, shownSize(live)]).toEqual([{ kind: 'live', ...frame, framesPerSecond: 9 }, frame.frame]);
  });
});

describe(toNotice, () => {
  const title = (state: State) => toNotice(state, 0, 'http://host')?.title;
  const answered = (...detections: readonly Detection[]) => recordAnswer(withPhotos, 1, undefined, done(...detections));

  it('says in words what the stage cannot show', () => {
    expect(title(ready)).toBe('Drop a photo anywhere');
    expect(title(setServer(ready, 'loading'))).toBe('The model is loading');
    expect(title(setServer(ready, 'gone'))).toMatch('http://host');
    expect(title(setModels(ready, []))).toBe('No model is loaded');
    expect(title(withPhotos)).toBe('Detecting…');
    expect(title(recordAnswer(withPhotos, 1, undefined, failed))).toMatch('doesn’t answer');
    expect(title(setCamera(ready, { kind: 'starting' }))).toMatch('camera');
    expect(toNotice(setCamera(ready, { kind: 'refused', why: 'No.' }), 0, '')).toMatchObject({ text: 'No.' });
    expect(title(answered(found(0, 0.9)))).toBeUndefined();
  });

  it('keeps an answer on show when the server has gone since', () => {
    expect(title(setServer(answered(found(0, 0.9)), 'gone'))).toBeUndefined();
  });

  it('says why nothing is shown', () => {
    const text = (state: State) => toNotice(state, 0, '')?.text;
    expect(text(answered())).toBe('The model finds nothing above 0.05.');
    expect(text(answered(found(0, 0.2)))).toBe('The best has 0.20; the threshold is 0.25.');
    expect(text(showClass(answered(found(0, 0.9)), 'drill', false))).toMatch('hidden classes');
  });

  it('says that a format can not be shown', () => {
    const heic = addPhotos(ready, [{ ...photo(9), size: 'undecodable' }]);
    expect(title(recordAnswer(heic, 9, undefined, done(found(0, 0.9))))).toMatch('can’t show');
    expect(shownSize(heic)).toBeUndefined();
  });
});

describe(createStore, () => {
  it('renders once for many changes, and not at all for none', () => {
    const rendered: number[] = [];
    const waiting: (() => void)[] = [];
    const store = createStore(
      0,
      (state) => rendered.push(state),
      (run) => waiting.push(run),
    );
    store.update((state) => state);
    expect(waiting).toHaveLength(0);
    store.update((state) => state + 1);
    store.update((state) => state + 1);
    expect(waiting).toHaveLength(1);
    waiting[0]?.();
    expect([rendered, store.get()]).toEqual([[2], 2]);
  });
});
