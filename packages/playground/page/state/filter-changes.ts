import { requestedConfidence } from '../client/request-options.js';
import type { State } from './state.js';

export const highestThreshold = 0.95;

/** Held within what was asked of the server. */
export function setThreshold(state: State, threshold: number): State {
  const held = Math.min(highestThreshold, Math.max(requestedConfidence, Math.round(threshold * 100) / 100));
  return { ...state, filter: { ...state.filter, threshold: held }, pointed: undefined };
}

export function showClass(state: State, name: string, isShown: boolean): State {
  const hiddenClasses = new Set(state.filter.hiddenClasses);
  if (isShown) hiddenClasses.delete(name);
  else hiddenClasses.add(name);
  return { ...state, filter: { ...state.filter, hiddenClasses }, pointed: undefined };
}

/** Shows these classes, or hides them. */
export function showClasses(state: State, names: readonly string[], isShown: boolean): State {
  return names.reduce((changed, name) => showClass(changed, name, isShown), state);
}
