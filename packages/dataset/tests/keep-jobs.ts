import { rm } from 'node:fs/promises';
import { afterEach } from 'vitest';
import { type Job, type JobImage, makeJob } from './make-job.js';

/** Makes jobs whose folders go away after each test of the file that calls this. */
export function keepJobs(): (images: readonly JobImage[]) => Promise<Job> {
  const jobs: Job[] = [];
  afterEach(async () => {
    for (const job of jobs.splice(0)) await rm(job.dir, { recursive: true });
  });
  return async (images) => {
    const job = await makeJob(images);
    jobs.push(job);
    return job;
  };
}
