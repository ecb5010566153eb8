/** What a client does, for `-v` and for tests; never carries data or key material. */
export type ClientEvent =
  | { readonly kind: 'connecting' | 'connected'; readonly remote: string }
  | { readonly kind: 'failed' | 'lost'; readonly remote: string; readonly reason: string }
  | { readonly kind: 'waiting'; readonly milliseconds: number }
  | {
      readonly kind: 'read';
      readonly remote: string;
      readonly database: string;
      /** `full`: everything that was asked for; `changes`: only what happened since the last time. */
      readonly how: 'full' | 'changes';
      readonly method: string;
      readonly rows: number;
      readonly bytes: number;
      readonly milliseconds: number;
    };
