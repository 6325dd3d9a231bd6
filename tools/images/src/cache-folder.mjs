import { homedir } from 'node:os';
import { join } from 'node:path';

/** What is worth keeping between runs and between clones: bases and the data of an engine that we started. */
export const cacheFolder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'detectory');
