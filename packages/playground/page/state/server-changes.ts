import type { Answer } from '../answer/answer.js';
import type { RequestOptions } from '../client/request-options.js';
import type { ServerStatus } from '../client/endpoint-client.js';
import type { ServedModels } from '../client/list-models.js';
import { answerKey, type State } from './state.js';

/** When a server is back, what failed while it was away is asked again. */
export function setServer(state: State, server: ServerStatus): State {
  if (state.server === server) return state;
  return server === 'ready' ? { ...forgetFailures(state), server } : { ...state, server };
}

/** Keeps the stages whose models are still there; the first stage always has one. */
export function setModels(state: State, models: ServedModels): State {
  if (models === 'single' || models.length === 0) return { ...state, models, stages: [undefined] };
  const kept = state.stages.filter((model) => model !== undefined && models.includes(model));
  return { ...state, models, stages: kept.length > 0 ? kept : models.slice(0, 1) };
}

/** @param model undefined on the second stage: no comparison */
export function setStageModel(state: State, stage: 0 | 1, model: string | undefined): State {
  const [first, second] = state.stages;
  const stages = stage === 0 ? [model, ...state.stages.slice(1)] : model === undefined ? [first] : [first, model];
  return stages[0] === first && stages[1] === second ? state : { ...state, stages, pointed: undefined };
}

/** Other options ask another question, so no answer stays. */
export function setRequest(state: State, request: RequestOptions): State {
  return { ...state, request, answers: new Map(), pointed: undefined };
}

export function recordAnswer(state: State, photoId: number, model: string | undefined, answer: Answer): State {
  if (!state.photos.some(({ id }) => id === photoId)) return state;
  return { ...state, answers: new Map(state.answers).set(answerKey(photoId, model), answer) };
}

/** Everything that failed is asked again. */
export function forgetFailures(state: State): State {
  return { ...state, answers: new Map([...state.answers].filter(([, { kind }]) => kind !== 'failed')) };
}
