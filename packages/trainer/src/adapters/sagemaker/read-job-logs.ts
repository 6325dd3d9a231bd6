import {
  type CloudWatchLogsClient,
  DescribeLogStreamsCommand,
  GetLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { isNamed, toSageMakerError } from './to-sagemaker-error.js';

/** Where SageMaker keeps what training containers print; a stream's name is `<job>/<host>-<number>`. */
const logGroupName = '/aws/sagemaker/TrainingJobs';
/** As many as one answer may hold; a job has one stream a host. */
const maxStreams = 50;

export interface JobLogLine {
  readonly host: string;
  readonly atMs: number;
  readonly text: string;
}

/** Reads a job's logs from their beginning, and then what came since; new hosts are found as they appear. */
export interface JobLogReader {
  read(): Promise<JobLogLine[]>;
}

interface Stream {
  readonly name: string;
  token?: string | undefined;
}

export function createJobLogReader(client: CloudWatchLogsClient, job: string): JobLogReader {
  const streams = new Map<string, Stream>();
  // What was read before a page that failed is told by the next read: its stream is not read from there again.
  const lines: JobLogLine[] = [];
  const take = (): JobLogLine[] => lines.splice(0).sort((a, b) => a.atMs - b.atMs);
  return {
    async read() {
      try {
        for (const name of await listStreams(client, job)) if (!streams.has(name)) streams.set(name, { name });
        for (const stream of streams.values()) await readStream(client, stream, lines);
        return take();
      } catch (error) {
        // The group and the streams are made when the first container prints.
        if (isNamed(error, 'ResourceNotFoundException')) return take();
        throw toSageMakerError(error, "reading the job's logs");
      }
    },
  };
}

async function listStreams(client: CloudWatchLogsClient, job: string): Promise<string[]> {
  const names: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await client.send(
      new DescribeLogStreamsCommand({ logGroupName, logStreamNamePrefix: `${job}/`, limit: maxStreams, nextToken }),
    );
    names.push(...(page.logStreams ?? []).flatMap(({ logStreamName }) => logStreamName ?? []));
    nextToken = page.nextToken;
  } while (nextToken);
  return names;
}

/** The token that is answered stays the same when there is no more; an empty page may stand in between. */
async function readStream(client: CloudWatchLogsClient, stream: Stream, lines: JobLogLine[]): Promise<void> {
  const host = /\/(algo-\d+)/.exec(stream.name)?.[1] ?? stream.name;
  for (let more = true; more;) {
    const page = await client.send(
      new GetLogEventsCommand({
        logGroupName,
        logStreamName: stream.name,
        startFromHead: true,
        ...(stream.token === undefined ? {} : { nextToken: stream.token }),
      }),
    );
    for (const { message, timestamp } of page.events ?? [])
      lines.push({ host, atMs: timestamp ?? 0, text: (message ?? '').trimEnd() });
    more = page.nextForwardToken !== undefined && page.nextForwardToken !== stream.token;
    stream.token = page.nextForwardToken ?? stream.token;
  }
}
