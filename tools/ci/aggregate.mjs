import { judgeJobs } from './src/judge-jobs.mjs';

// The one check that a branch rule needs to name.
const { lines, ok } = judgeJobs(process.env.NEEDS);
for (const line of lines) console.log(line);
process.exitCode = ok ? 0 : 1;
