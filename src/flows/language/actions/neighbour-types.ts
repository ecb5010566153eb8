/** Actions upon learned MACs: of IP addresses (MAC_Binding) and of ports (FDB), ovn-sb(5). */
import type { FieldReference } from '../symbols/types.ts';

export interface GetMacBindingAction {
  readonly type: 'get_arp' | 'get_nd';
  readonly port: FieldReference;
  readonly address: FieldReference;
}

export interface PutMacBindingAction {
  readonly type: 'put_arp' | 'put_nd';
  readonly port: FieldReference;
  readonly address: FieldReference;
  readonly mac: FieldReference;
}

export interface LookupMacBindingAction {
  readonly type: 'lookup_arp' | 'lookup_nd';
  readonly result: FieldReference;
  readonly port: FieldReference;
  readonly address: FieldReference;
  readonly mac: FieldReference;
}

export interface LookupMacBindingIpAction {
  readonly type: 'lookup_arp_ip' | 'lookup_nd_ip';
  readonly result: FieldReference;
  readonly port: FieldReference;
  readonly address: FieldReference;
}

/** The address has 32 or 128 bits. */
export interface CheckEvpnArpAction {
  readonly type: 'chk_evpn_arp';
  readonly result: FieldReference;
  readonly address: FieldReference;
}

export interface PutFdbAction {
  readonly type: 'put_fdb';
  readonly port: FieldReference;
  readonly mac: FieldReference;
}

export interface GetFdbAction {
  readonly type: 'get_fdb' | 'get_remote_fdb';
  readonly result: FieldReference;
  readonly mac: FieldReference;
}

export interface LookupFdbAction {
  readonly type: 'lookup_fdb';
  readonly result: FieldReference;
  readonly port: FieldReference;
  readonly mac: FieldReference;
}
