/** Base of everything this package throws on purpose. */
export abstract class WorkbenchError extends Error {
  abstract readonly code: string;
  abstract readonly blame: 'input' | 'environment';
}

/** An option has a value that cannot be drawn. */
export class WorkbenchOptionError extends WorkbenchError {
  override readonly name = 'WorkbenchOptionError';
  readonly code = 'WORKBENCH_OPTION_INVALID';
  readonly blame = 'input';
  constructor(
    readonly option: string,
    readonly found: unknown,
    readonly expected: string,
  ) {
    super(`Option ${option} is ${JSON.stringify(found)}; expected ${expected}.`);
  }
}

/** The output folder holds something already. */
export class OutputFolderTakenError extends WorkbenchError {
  override readonly name = 'OutputFolderTakenError';
  readonly code = 'WORKBENCH_OUTPUT_FOLDER_TAKEN';
  readonly blame = 'input';
  constructor(
    readonly folder: string,
    options?: ErrorOptions,
  ) {
    super(`${folder} is not an empty folder; name a new one, or remove it to draw the set again.`, options);
  }
}
