import { createStorage, isS3Uri, joinUri } from '@detectory/storage';
import { DatasetUnusableError, type TrainOptions, WeightsNotFoundError } from '@detectory/trainer';
import { assertCheckpoint, readFittingDataset, resolveCheckpoint } from '@detectory/trainer/adapters';

export interface LookedUpInputs {
  /** What a person should know of inputs that aren't here yet. */
  readonly warnings: readonly string[];
}

type StartOptions = Pick<TrainOptions, 'weights' | 'engine' | 'data-yaml'>;

/**
 * Looks up what a run on this machine starts from, as the run itself would; nothing is downloaded.
 * @throws DatasetUnusableError, WeightsNotFoundError, WeightsUnusableError
 */
export async function lookUpInputs(data: string, options: StartOptions): Promise<LookedUpInputs> {
  await lookUpData(data, options['data-yaml']);
  return { warnings: await lookUpWeights(options, false) };
}

/**
 * @param dataYaml the run's own, where it isn't the dataset's
 * @throws DatasetUnusableError, also for labels of a folder here that don't fit
 */
export async function lookUpData(data: string, dataYaml?: string): Promise<void> {
  if (!isS3Uri(data)) await readFittingDataset(data, dataYaml);
  else if (!(await createStorage().stat(joinUri(data, 'data.yaml'))))
    throw new DatasetUnusableError(
      `There is no data.yaml below ${data}. Give the s3:// URI of a dataset that detectory-prep built, letter by letter.`,
    );
}

/**
 * @param download whether a name that is not on this machine is fetched into the user's cache
 * @returns warnings
 * @throws WeightsNotFoundError, WeightsUnusableError
 */
export async function lookUpWeights(
  { weights, engine }: Pick<StartOptions, 'weights' | 'engine'>,
  download: boolean,
): Promise<readonly string[]> {
  if (isS3Uri(weights)) return assertOnS3(weights, engine);
  let asked: string | undefined;
  const refuse = (url: unknown): Promise<never> => {
    asked = String(url);
    return Promise.reject(new Error('a look-up downloads nothing'));
  };
  try {
    await resolveCheckpoint(weights, engine, { downloadFolder: '.', ...(download ? {} : { fetch: refuse }) });
  } catch (error) {
    if (asked === undefined) throw error;
  }
  return asked === undefined ? [] : [`${weights} is not on this machine; the run would download it from ${asked}.`];
}

/** @returns no warnings */
async function assertOnS3(uri: string, engine: string): Promise<readonly string[]> {
  if (!(await createStorage().stat(uri)))
    throw new WeightsNotFoundError(`There are no weights at ${uri}. Check the URI letter by letter.`);
  await assertCheckpoint(uri, engine);
  return [];
}
