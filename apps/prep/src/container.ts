import { run } from './main.js';

/** The training image's `prepare`: detectory-prep, bundled into one file. */
process.exitCode = await run(process.argv);
