/** Holds the state; whoever subscribed is told once a frame, not once a change. */
export interface Store<S> {
  readonly get: () => S;
  readonly update: (change: (state: S) => S) => void;
}

/** @param schedule runs a function soon: `requestAnimationFrame` in a page */
export function createStore<S>(initial: S, render: (state: S) => void, schedule: (run: () => void) => void): Store<S> {
  let state = initial;
  let isScheduled = false;
  return { get: () => state, update };

  function update(change: (state: S) => S): void {
    const next = change(state);
    if (next === state) return;
    state = next;
    if (isScheduled) return;
    isScheduled = true;
    schedule(() => {
      isScheduled = false;
      render(state);
    });
  }
}
