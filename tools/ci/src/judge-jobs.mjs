/**
 * Whether every job that the verdict waits for has succeeded; a skipped job has not.
 * @param {string | undefined} json GitHub's `toJSON(needs)`
 * @returns {{ lines: readonly string[], ok: boolean }}
 */
export function judgeJobs(json) {
  const jobs = parseNeeds(json);
  if (!jobs)
    return { lines: ['error: NEEDS holds no jobs; expected `${{ toJSON(needs) }}` in the environment.'], ok: false };
  const lines = jobs.map(([name, result]) =>
    result === 'success' ? `ci: ${name} succeeded` : `error: the job ${name} ended as "${result}"; expected "success".`,
  );
  return { lines, ok: jobs.every(([, result]) => result === 'success') };
}

/** @param {string | undefined} json @returns {[string, string][] | undefined} */
function parseNeeds(json) {
  try {
    const entries = Object.entries(JSON.parse(json ?? ''));
    return entries.length > 0 ? entries.map(([name, job]) => [name, String(job?.result)]) : undefined;
  } catch {
    return undefined;
  }
}
