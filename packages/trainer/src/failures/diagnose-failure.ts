import {
  DataLoaderDiedError,
  DiskFullError,
  DistributedFailedError,
  OutOfMemoryError,
  type TrainerError,
} from '../errors.js';

/** How a program ended, in its own words and in those of the operating system. */
export interface ProgramEnd {
  /** The exception's text, or the last lines of the log. */
  readonly text: string;
  readonly signal: NodeJS.Signals | null;
}

interface Symptom {
  readonly pattern: RegExp;
  readonly toError: (line: string) => TrainerError;
}

/** What helps where memory ran out. */
export const lessMemory = 'use a smaller batch-size or imgsz, leave cache out, or take an instance with more memory';
const moreDisk =
  'make room on it (for a SageMaker job: a larger volume, VolumeSizeInGB; /tmp of a container has a limit of its own), or leave cache and save-period out';
const lessShared =
  'use fewer workers (0 needs no shared memory), a smaller batch-size, or start the container with --shm-size 1g';

/**
 * In order: a worker's bus error speaks of memory too, and a rank that lost its peer isn't the cause when another ran out
 * of memory. Texts are those of PyTorch 2.5, NCCL and Linux.
 */
const symptoms: readonly Symptom[] = [
  {
    pattern:
      /No space left on device|Errno 28|ENOSPC|PytorchStreamWriter failed writing|inline_container\.cc.*(unexpected pos|file write failed)/i,
    toError: (line) => new DiskFullError(`the disk is full (${line})`, moreDisk),
  },
  {
    pattern: /Bus error|out of shared memory|unable to (open|allocate) shared memory|insufficient shared memory/i,
    toError: (line) => new DataLoaderDiedError(`a data loader ran out of /dev/shm (${line})`, lessShared),
  },
  {
    pattern: /CUDA out of memory|CUDA error: out of memory|CUBLAS_STATUS_ALLOC_FAILED/i,
    toError: (line) => new OutOfMemoryError(`the GPU's memory is full (${line})`, lessMemory),
  },
  {
    pattern: /DataLoader worker .*(killed by signal: Killed|exited unexpectedly)/i,
    toError: (line) =>
      new DataLoaderDiedError(
        `a data loader died (${line}); Linux kills programs when memory runs out`,
        'use fewer workers, leave cache out, or take an instance with more memory',
      ),
  },
  {
    pattern: /can't allocate memory|Cannot allocate memory|\bMemoryError\b|std::bad_alloc/i,
    toError: (line) => new OutOfMemoryError(`the machine's memory is full (${line})`, lessMemory),
  },
  {
    // torchrun's word for a process of its own that died.
    pattern: /Signal 9 \(SIGKILL\) received by PID/,
    toError: (line) =>
      new OutOfMemoryError(
        `one of the processes that train together was killed from outside (${line}), as Linux does when memory runs out`,
        lessMemory,
      ),
  },
  {
    pattern: /\bNCCL\b|DistBackendError|ProcessGroup|Connection closed by peer|gloo::|TCPStore|RendezvousConnection/i,
    toError: (line) =>
      new DistributedFailedError(
        `the processes that train together lost each other (${line})`,
        'look at the logs of the other hosts for the first error; security groups must let the hosts talk to each other on all ports',
      ),
  },
];

/** Undefined for an end that looks like none of the known ones. */
export function diagnoseFailure({ text, signal }: ProgramEnd): TrainerError | undefined {
  const lines = text.split('\n');
  for (const { pattern, toError } of symptoms) {
    const line = lines.find((each) => pattern.test(each));
    if (line !== undefined) return toError(shorten(line.trim()));
  }
  if (signal === 'SIGBUS') return new DataLoaderDiedError('training ended with a bus error', lessShared);
  if (signal === 'SIGKILL')
    return new OutOfMemoryError(
      'training was killed from outside (SIGKILL), as Linux does when memory runs out',
      lessMemory,
    );
  return undefined;
}

/** What the control program's own writing came to: a full disk has a fix, wherever it showed. */
export function diagnoseOwnError(error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  const isFull = code === 'ENOSPC' || code === 'EDQUOT';
  return isFull ? new DiskFullError(`the disk is full (${shorten(message)})`, moreDisk) : error;
}

const maxChars = 300;

function shorten(line: string): string {
  return line.length > maxChars ? `${line.slice(0, maxChars)}…` : line;
}
