import { median } from '@detectory/bench-kit/statistics';
import { createClient, expectOk } from './client.mjs';

export const steps = ['queue', 'read', 'decode', 'letterbox', 'forward', 'format'];

/**
 * Medians over so many requests, one at a time: each step as the Server-Timing header tells, `whole` as the client saw it.
 * @returns {Promise<Record<string, number>>} milliseconds
 */
export async function serverTimings(url, body, rounds) {
  const client = createClient(url, 1);
  const answers = [];
  for (let round = 0; round < rounds + 3; round++) answers.push(expectOk(await client.invoke(body)));
  client.close();
  const counted = answers.slice(3);
  const durations = (step) => counted.map(({ headers }) => durationOf(headers['server-timing'], step));
  return {
    ...Object.fromEntries(steps.map((step) => [step, median(durations(step))])),
    whole: median(counted.map(({ ms }) => ms)),
  };
}

function durationOf(header, step) {
  const found = new RegExp(`(?:^|,\\s*)${step};dur=([\\d.]+)`).exec(header ?? '');
  if (!found) throw new Error(`The answer's Server-Timing has no ${step}: ${header}`);
  return Number(found[1]);
}
