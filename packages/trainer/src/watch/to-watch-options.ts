import type { TrainOptions } from '../options/resolve-options.js';
import type { TrainingWatchOptions } from './create-training-watch.js';

/** What of a run's options its over-fit watch goes by. @param machines that train together */
export function toWatchOptions(options: TrainOptions, machines?: number): TrainingWatchOptions {
  return {
    epochs: options.epochs,
    patience: options['overfit-patience'],
    stopsOnOverfit: options['stop-on-overfit'] ?? false,
    pricePerHour: options['price-per-hour'],
    machines,
  };
}
