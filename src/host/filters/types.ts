/** Rules that drop or change frames and packets, of every program that keeps them, in one form. */

/** One program's rules: what `iptables-save`, `ip6tables-save`, `ebtables-save`, `nft -j list ruleset` print. */
export interface FilterRuleset {
  readonly program: 'iptables' | 'ip6tables' | 'ebtables' | 'nftables';
  readonly tables: readonly FilterTable[];
}

export interface FilterTable {
  /** `ip`, `ip6`, `inet`, `bridge`, `netdev`, `arp`. */
  readonly family: string;
  readonly name: string;
  readonly chains: readonly FilterChain[];
}

export interface FilterChain {
  readonly name: string;
  /** Of a base chain: `accept`, `drop`; lower case. */
  readonly policy: string | undefined;
  /** Where the kernel calls it: `prerouting`, `input`, `forward`, `output`, `postrouting`, `ingress`, `egress`, … */
  readonly hook: string | undefined;
  readonly priority: number | undefined;
  readonly rules: readonly FilterRule[];
}

export interface FilterRule {
  /** As it is written, without counters. */
  readonly text: string;
  readonly conditions: readonly FilterCondition[];
  readonly verdict: FilterVerdict;
  readonly comment: string | undefined;
}

/**
 * `field` in nftables' words where there is one (`iifname`, `ether saddr`, `ip daddr`, `tcp dport`, `vlan id`,
 * `meta physindev`, `ct state`), else the option as it was written (`-m physdev --physdev-is-bridged`).
 */
export interface FilterCondition {
  readonly field: string;
  readonly negated: boolean;
  readonly values: readonly string[];
}

export type FilterVerdict =
  | { readonly kind: 'accept' | 'drop' | 'reject' | 'return' | 'continue' | 'queue' }
  | { readonly kind: 'jump' | 'goto'; readonly chain: string }
  /** `MARK`, `SNAT`, `CT`, …: goes on, or does something that is not understood. */
  | { readonly kind: 'other'; readonly name: string; readonly text: string };
