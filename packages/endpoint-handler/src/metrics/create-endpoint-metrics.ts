import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Admission } from '../ports/admission.js';

/** What the endpoint counts about itself, for `GET /metrics`. */
export interface EndpointMetrics {
  /** Counts one answered request. */
  readonly countRequest: (route: string, code: number, durationMs: number) => void;
  readonly countImage: (detections: number) => void;
  /** Counts one body or image that couldn't be read. */
  readonly countDecodeError: () => void;
  /** How long a model took from its load's begin until it was ready. */
  readonly observeModelLoad: (seconds: number) => void;
  readonly countWorkerRestart: () => void;
  /** Prometheus text, version 0.0.4. */
  readonly render: (admission: Admission) => Promise<string>;
}

/** Around a detector's times on a CPU, up to the deadline. */
const latencyBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
const loadBuckets = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

export const metricsContentType = Registry.PROMETHEUS_CONTENT_TYPE;

/** @param residentBytes what the server has in memory, with the processes it started where the caller knows them */
export function createEndpointMetrics(residentBytes = (): number => process.memoryUsage.rss()): EndpointMetrics {
  const registers = [new Registry()];
  const counter = (name: string, help: string) => new Counter({ name, help, registers });
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers });
  const requests = new Counter({
    name: 'detectory_requests_total',
    help: 'Requests answered, by route and status.',
    labelNames: ['route', 'code'],
    registers,
  });
  const latency = new Histogram({
    name: 'detectory_request_duration_seconds',
    help: 'From the head of a request to the end of its answer, by route.',
    labelNames: ['route'],
    buckets: latencyBuckets,
    registers,
  });
  const loads = new Histogram({
    name: 'detectory_model_load_seconds',
    help: 'From the begin of a load until the model was ready.',
    buckets: loadBuckets,
    registers,
  });
  const queueDepth = gauge('detectory_queue_depth', 'Requests that wait for their turn.');
  const inFlight = gauge('detectory_requests_in_flight', 'Requests whose turn it is.');
  const images = counter('detectory_images_total', 'Images in which objects were looked for.');
  const detections = counter('detectory_detections_total', 'Objects found.');
  const decodeErrors = counter('detectory_decode_errors_total', "Bodies and images that couldn't be read.");
  const restarts = counter('detectory_worker_restarts_total', 'Workers that died and were started again.');
  const resident = gauge('process_resident_memory_bytes', 'Resident memory of the server.');
  return {
    countRequest(route, code, durationMs) {
      requests.inc({ route, code });
      latency.observe({ route }, durationMs / 1000);
    },
    countImage(found) {
      images.inc();
      detections.inc(found);
    },
    countDecodeError: () => decodeErrors.inc(),
    observeModelLoad: (seconds) => loads.observe(seconds),
    countWorkerRestart: () => restarts.inc(),
    render(admission) {
      queueDepth.set(admission.queued);
      inFlight.set(admission.running);
      resident.set(residentBytes());
      return (registers[0] ?? new Registry()).metrics();
    },
  };
}
