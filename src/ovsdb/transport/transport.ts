/**
 * What the RPC layer needs of a connection: bytes out, bytes in, and the end said exactly once.
 * Message boundaries are not known here; they are found by `json/scanner.ts`.
 */
import type { OvnscopeError } from '../../text/index.ts';
import type { Remote } from './remote.ts';

export interface TransportHandlers {
  /** Bytes as they came; a chunk may begin and end anywhere, and its bytes are there only during the call. */
  data(chunk: Uint8Array): void;
  /** The end, exactly once and after the last `data`; `undefined` if either side closed in an orderly way. */
  close(error: OvnscopeError | undefined): void;
}

export interface Transport {
  /** For messages to people, e.g. `unix:/run/ovn/ovnnb_db.sock`. */
  readonly name: string;
  /**
   * Resolves when the bytes are handed over to the kernel; backpressure is the caller's concern only through
   * this promise. Rejects with an `OvnscopeError` of kind `connection` once the connection is closed.
   */
  send(bytes: Uint8Array): Promise<void>;
  /** Starts delivery; to be called once. Nothing is read before, so nothing is lost. */
  start(handlers: TransportHandlers): void;
  /** Stops reading from the socket: the peer's writes fill the kernel's buffers, then wait. */
  pause(): void;
  resume(): void;
  /** Ends the connection; no `data` follows, `close(undefined)` does. May be called at any time and again. */
  close(): void;
}

/** Files of `ssl:`, named as in the Open vSwitch tools; all PEM. */
export interface TlsOptions {
  /** `-p`, `--private-key` */
  readonly privateKey?: string | undefined;
  /** `-c`, `--certificate`; may hold the chain */
  readonly certificate?: string | undefined;
  /** `-C`, `--ca-cert` */
  readonly caCertificate?: string | undefined;
  /** `--bootstrap-ca-cert`: as `caCertificate` if the file exists, otherwise made from the first connection. */
  readonly bootstrapCaCertificate?: string | undefined;
  /** `--ssl-server-name`: the name to ask for (SNI) and to find in the server's certificate. */
  readonly serverName?: string | undefined;
}

export interface ConnectOptions {
  /**
   * Abort ends the attempt at any stage, and the connection too if it stands already: one signal stops all
   * that was started under it. A limit for the attempt alone is `timeoutMs`.
   */
  readonly signal: AbortSignal;
  readonly tls?: TlsOptions | undefined;
  /** For the whole attempt: name resolution, connection and TLS handshake. Default: as long as the kernel tries. */
  readonly timeoutMs?: number | undefined;
}

/** Rejects with an `OvnscopeError` that names the remote and says what to try; leaves no socket behind then. */
export type Connect = (remote: Remote, options: ConnectOptions) => Promise<Transport>;
