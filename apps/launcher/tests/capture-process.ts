import { vi } from 'vitest';

/** This process while a command line runs in it: its folder and variables are the test's, and what it prints is kept. */
export interface CapturedProcess {
  /** To the standard output, since the capture or the last `forget`. */
  printed(): string;
  /** To the standard error. */
  said(): string;
  /** The same, write by write. */
  messages(): readonly string[];
  forget(): void;
  /** Folder, variables and output are what they were. */
  restore(): void;
}

export function captureProcess(folder: string, env: NodeJS.ProcessEnv): CapturedProcess {
  const saved = { env: process.env, folder: process.cwd() };
  let printed: string[] = [];
  let said: string[] = [];
  process.chdir(folder);
  process.env = env;
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  return {
    printed: () => printed.join(''),
    said: () => said.join(''),
    messages: () => said,
    forget: () => {
      printed = [];
      said = [];
    },
    restore: () => {
      vi.restoreAllMocks();
      process.env = saved.env;
      process.chdir(saved.folder);
    },
  };
}
