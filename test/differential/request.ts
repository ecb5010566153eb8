/** What both tracers are asked, and the face of the one that is tested. */

export type Style = 'detailed' | 'summary' | 'minimal' | 'all';

export const styles: readonly Style[] = ['detailed', 'summary', 'minimal', 'all'];

/** The words of ovn-trace(8). */
export interface TraceRequest {
  readonly datapath?: string;
  readonly microflow: string;
  readonly style: Style;
  /** One `--ct` each, in the order in which they are used up. */
  readonly ct?: readonly string[];
  readonly lbDst?: string;
  readonly selectId?: number;
  /** `false` is `--no-friendly-names`. */
  readonly friendlyNames?: boolean;
}

/**
 * Answers each request with what `ovn-trace` would print on its standard output. `southbound` is the path of a
 * standalone database file: nothing else of the deployment is there when a saved difference is replayed.
 */
export type Tracer = (southbound: string, requests: readonly TraceRequest[]) => Promise<readonly string[]>;

/** The command line, for people who want to try it themselves. */
export const commandOf = (request: TraceRequest): string[] => [
  `--${request.style}`,
  ...(request.ct ?? []).map((state) => `--ct=${state}`),
  ...(request.lbDst === undefined ? [] : [`--lb-dst=${request.lbDst}`]),
  ...(request.selectId === undefined ? [] : [`--select-id=${request.selectId}`]),
  ...(request.friendlyNames === false ? ['--no-friendly-names'] : []),
  ...(request.datapath === undefined ? [] : [request.datapath]),
  request.microflow,
];
