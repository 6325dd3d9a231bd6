export {
  UserCodeAnswerError,
  UserCodeCrashedError,
  UserCodeError,
  UserCodeFailedError,
  UserCodeInvalidError,
  UserCodeLoadError,
  UserCodeRefusedError,
  UserCodeTimeoutError,
  UserCodeUnavailableError,
} from './errors.js';
export { openUserCode, type UserCode, type UserCodeEvent, type UserCodeOptions } from './open-user-code.js';
