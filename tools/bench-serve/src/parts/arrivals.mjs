import { readFileSync } from 'node:fs';
import { printGoal, printTable } from '@detectory/bench-kit/print';
import { median, quantile } from '@detectory/bench-kit/statistics';
import { closedLoop, createClient, poissonArrivals } from '../client.mjs';
import { bareModel } from '../models.mjs';
import { ensurePhotos } from '../photos.mjs';
import { milliseconds, perSecond } from '../print.mjs';
import { withServer } from '../with-server.mjs';
import { throughputFlags } from './throughput.mjs';

const load = 0.7;

/** Poisson arrivals at 70% of what the server can do, and how soon it answers `/ping` under full load. */
export async function arrivals(runs) {
  const { small } = await ensurePhotos();
  const body = readFileSync(small);
  for (const flags of [[], throughputFlags]) {
    const rounds = [];
    for (let round = 0; round < runs; round++) rounds.push(await measureRound(body, flags));
    report(flags.join(' ') || 'default flags', (name) => median(rounds.map((values) => values[name])));
  }
}

function measureRound(body, flags) {
  return withServer(['--model', bareModel(), ...flags], async ({ url }) => {
    const client = createClient(url, Infinity);
    const send = () => client.invoke(body);
    await closedLoop(send, 4, 1);
    const { perSecond: capacity } = await closedLoop(send, 8, 6);
    const ms = await poissonArrivals(send, capacity * load, 20);
    const values = { capacity, p50: quantile(ms, 0.5), p99: quantile(ms, 0.99) };
    for (const clients of [16, 256]) values[`ping${clients}`] = await pingUnderLoad(url, send, clients);
    client.close();
    return values;
  });
}

async function pingUnderLoad(url, send, clients) {
  const pinger = createClient(url, 1);
  // With 256 clients some are turned away (429), which is what the queue's bound is for.
  const busy = closedLoop(() => send().then(allowTurnedAway), clients, 5);
  const { ms } = await closedLoop(() => pinger.ping(), 1, 5);
  await busy;
  pinger.close();
  return quantile(ms, 0.99);
}

function allowTurnedAway(answer) {
  return answer.status === 429 ? { ...answer, status: 200 } : answer;
}

function report(name, of) {
  printTable(`Poisson arrivals at ${load * 100}% of capacity, ${name}`, [
    ['capacity', 'p50', 'p99', '/ping p99, 16 clients', '/ping p99, 256 clients'],
    [perSecond(of('capacity')), ...['p50', 'p99', 'ping16', 'ping256'].map((value) => milliseconds(of(value)))],
  ]);
  printGoal('p99 to p50', of('p99') / of('p50'), 5);
  printGoal('/ping p99 at 16 clients', of('ping16'), 50, ' ms');
  printGoal('/ping p99 at 256 clients', of('ping256'), 50, ' ms');
}
