import type { Curves } from './curves.js';
import { type LossComponent, lossComponents } from './total-loss.js';
import type { LevelsFinding } from './watch-state.js';

const names: Readonly<Record<LossComponent, string>> = {
  box_loss: 'box',
  obj_loss: 'object',
  cls_loss: 'class',
  dfl_loss: 'edges',
};

/** The story's rule, word for word: it over-fits where the validation loss passes over the training loss. */
export function judgeLevels({ epochs, smoothTrain, smoothVal, components }: Curves): LevelsFinding {
  const over = lossComponents.filter((name) => {
    const { train, val } = components[name];
    return train !== null && val !== null && val > train;
  });
  const [train, val] = [smoothTrain.at(-1), smoothVal.at(-1)];
  if (train === undefined || val === undefined)
    return { isOver: false, components: over, reason: 'No epoch has had losses that are numbers.' };
  const isOver = val > train;
  const since = isOver ? epochs[startOfStretch(smoothTrain, smoothVal)] : undefined;
  const figures = `validation loss ${val.toFixed(4)}, training loss ${train.toFixed(4)}`;
  const which = over.length > 0 ? `; over it by component: ${over.map((name) => names[name]).join(', ')}` : '';
  return {
    isOver,
    ...(since === undefined ? {} : { since }),
    components: over,
    reason: isOver ? `Over since epoch ${since}: ${figures}${which}.` : `Not over: ${figures}${which}.`,
  };
}

function startOfStretch(train: readonly number[], val: readonly number[]): number {
  let at = val.length - 1;
  while (at > 0 && (val[at - 1] ?? 0) > (train[at - 1] ?? 0)) at--;
  return at;
}
