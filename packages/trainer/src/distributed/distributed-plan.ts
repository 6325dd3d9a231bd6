/** How the processes of one training find each other; the same on all hosts but for `hostRank` and the network. */
export interface DistributedPlan {
  readonly hostRank: number;
  readonly hostCount: number;
  /** One for each GPU of a host. */
  readonly processesPerHost: number;
  readonly worldSize: number;
  readonly master: { readonly host: string; readonly port: number };
  readonly environment: Readonly<Record<string, string>>;
}

/** The port of SageMaker's own toolkit. */
export const masterPort = 7777;
