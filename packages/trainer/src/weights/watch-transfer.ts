import { basename } from 'node:path';
import type { TrainOptions } from '../options/option-table.js';

/** How both frameworks log what a network took from its starting weights. */
const transferLine = /Transferred (\d+)\/(\d+) items from /;

/** Another number of classes changes the head alone, a few of some hundred tensors. */
const leastShare = 0.5;

export interface TransferWatch {
  /** Reads a line of the framework's log. */
  add(line: string): void;
  /** What was warned of. */
  warning(): string | undefined;
}

/** Warns once where the network is another one than that of its starting weights: YOLOv5 and Ultralytics go on without a word. */
export function createTransferWatch(
  options: Pick<TrainOptions, 'weights' | 'cfg'>,
  warn: (message: string) => void,
): TransferWatch {
  let warning: string | undefined;
  return {
    add(line) {
      const [, taken, all] = transferLine.exec(line) ?? [];
      if (taken === undefined || warning !== undefined || Number(taken) >= leastShare * Number(all)) return;
      warning = describe(`${taken} of ${all}`, options);
      warn(warning);
    },
    warning: () => warning,
  };
}

function describe(share: string, { weights, cfg }: Pick<TrainOptions, 'weights' | 'cfg'>): string {
  const network = cfg === undefined ? 'the network' : `the network of cfg ${basename(cfg)}`;
  return (
    `Only ${share} tensors of ${network} came from ${basename(weights)}, which is of another network: the others begin at random, ` +
    'so that this is nearly a training from scratch. Leave cfg out to train the network of the weights, or set weights to none.'
  );
}
