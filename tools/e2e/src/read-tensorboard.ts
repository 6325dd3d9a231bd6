import { runPython } from './run-python.js';

/** Steps and values by tag. */
export type Scalars = Readonly<Record<string, readonly (readonly [step: number, value: number])[]>>;

/** The scalars of a folder of TensorBoard events, as TensorBoard reads them. */
export async function readTensorboard(folder: string): Promise<Scalars> {
  return (await runPython('tensorboard_scalars.py', [folder])) as Scalars;
}
