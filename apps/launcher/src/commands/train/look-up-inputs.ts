import { createStorage, isS3Uri, joinUri } from '@detectory/storage';
import { DatasetUnusableError, type TrainOptions, WeightsNotFoundError } from '@detectory/trainer';
import { assertCheckpoint, readDataset, resolveCheckpoint } from '@detectory/trainer/adapters';

export interface LookedUpInputs {
  /** What a person should know of inputs that aren't here yet. */
  readonly warnings: readonly string[];
}

/**
 * Looks up what a run on this machine starts from, as the run itself would; nothing is downloaded.
 * @throws DatasetUnusableError, WeightsNotFoundError, WeightsUnusableError
 */
export async function lookUpInputs(
  data: string,
  { weights, engine }: Pick<TrainOptions, 'weights' | 'engine'>,
): Promise<LookedUpInputs> {
  if (!isS3Uri(data)) await readDataset(data);
  else if (!(await createStorage().stat(joinUri(data, 'data.yaml'))))
    throw new DatasetUnusableError(
      `There is no data.yaml below ${data}. Give the s3:// URI of a dataset that detectory-prep built, letter by letter.`,
    );
  const url = await lookUpWeights(weights, engine);
  return {
    warnings: url === undefined ? [] : [`${weights} is not on this machine; the run would download it from ${url}.`],
  };
}

/** Answers from where the run would download them, unless it has them. */
async function lookUpWeights(weights: string, engine: string): Promise<string | undefined> {
  if (isS3Uri(weights)) return assertOnS3(weights, engine);
  let asked: string | undefined;
  const fetch = (url: unknown): Promise<never> => {
    asked = String(url);
    return Promise.reject(new Error('a look-up downloads nothing'));
  };
  try {
    await resolveCheckpoint(weights, engine, { downloadFolder: '.', fetch });
  } catch (error) {
    if (asked === undefined) throw error;
  }
  return asked;
}

async function assertOnS3(uri: string, engine: string): Promise<undefined> {
  if (!(await createStorage().stat(uri)))
    throw new WeightsNotFoundError(`There are no weights at ${uri}. Check the URI letter by letter.`);
  await assertCheckpoint(uri, engine);
}
