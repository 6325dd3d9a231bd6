import { EndpointError } from '../../errors.js';
import type { Failure, HookName } from './protocol.js';

/** An error of the code in a model's archive: whoever made the model mends it, neither the caller nor the server. */
export abstract class UserCodeError extends EndpointError {
  readonly blame: 'config' | 'input' = 'config';
}

const hintForOwner = 'Whoever made the model mends code/handler.mjs; its output stands in the server log.';

/** There is a handler that can't be used: a syntax error, no hook in it, another file name. */
export class UserCodeInvalidError extends UserCodeError {
  override readonly name = 'UserCodeInvalidError';
  readonly code = 'ENDPOINT_USER_CODE_INVALID';
  readonly status = 500;
  readonly hint = hintForOwner;
}

/** The handler's process did not get ready: its import or `load` failed, hung or died. */
export class UserCodeLoadError extends UserCodeError {
  override readonly name = 'UserCodeLoadError';
  readonly code = 'ENDPOINT_USER_CODE_LOAD_FAILED';
  readonly status = 500;
  readonly hint = hintForOwner;
  /** @param where file, line and column, such as `handler.mjs:12:7` */
  constructor(
    reason: string,
    readonly where?: string,
  ) {
    super(`code/handler.mjs can't be started: ${reason}${toPlace(where)}`);
  }
}

/** A hook threw, or its promise was rejected. */
export class UserCodeFailedError extends UserCodeError {
  override readonly name = 'UserCodeFailedError';
  readonly code = 'ENDPOINT_USER_CODE_FAILED';
  readonly status = 500;
  readonly hint = hintForOwner;
  readonly where: string | undefined;
  constructor(
    readonly hook: HookName,
    { message, where }: Failure,
  ) {
    super(`${hook} in code/handler.mjs failed: ${message}${toPlace(where)}`);
    this.where = where;
  }
}

/** A hook returned something of another shape than docs/user-code.md says. */
export class UserCodeAnswerError extends UserCodeError {
  override readonly name = 'UserCodeAnswerError';
  readonly code = 'ENDPOINT_USER_CODE_ANSWER_INVALID';
  readonly status = 500;
  readonly hint = hintForOwner;
  constructor(
    readonly hook: HookName,
    finding: string,
  ) {
    super(`${hook} in code/handler.mjs can't be used: ${finding}`);
  }
}

/** A hook threw an error with a 4xx `status`: it refuses this request. */
export class UserCodeRefusedError extends UserCodeError {
  override readonly name = 'UserCodeRefusedError';
  readonly code = 'ENDPOINT_USER_CODE_REFUSED';
  override readonly blame = 'input';
  readonly hint = "The model's own code refuses this request; its message says why.";
  constructor(
    message: string,
    /** 400 to 499, as the hook chose. */
    readonly status: number,
  ) {
    super(message);
  }
}

/** A hook did not answer in time. */
export class UserCodeTimeoutError extends UserCodeError {
  override readonly name = 'UserCodeTimeoutError';
  readonly code = 'ENDPOINT_USER_CODE_TIMEOUT';
  readonly status = 504;
  readonly hint = hintForOwner;
  constructor(
    readonly hook: HookName,
    readonly deadlineMs: number,
  ) {
    super(`${hook} in code/handler.mjs did not answer within ${deadlineMs} ms.`);
  }
}

/** The handler's process died while this call ran in it. */
export class UserCodeCrashedError extends UserCodeError {
  override readonly name = 'UserCodeCrashedError';
  readonly code = 'ENDPOINT_USER_CODE_CRASHED';
  readonly status = 500;
  readonly hint = hintForOwner;
  constructor(
    readonly hook: HookName,
    reason: string,
  ) {
    super(`code/handler.mjs ended during ${hook}: ${reason}`);
  }
}

/** No process to run this call in, or it was taken away for another call's sake. */
export class UserCodeUnavailableError extends UserCodeError {
  override readonly name = 'UserCodeUnavailableError';
  readonly code = 'ENDPOINT_USER_CODE_UNAVAILABLE';
  readonly status = 503;
  readonly hint = 'Try again in a few seconds; if it stays, the server log says why code/handler.mjs keeps ending.';
}

function toPlace(where: string | undefined): string {
  return where ? ` (${where})` : '';
}
