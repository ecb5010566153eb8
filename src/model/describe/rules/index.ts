/** Who describes rules, services and other configuration of the Northbound. */
import type { Describers } from '../describer.ts';
import { describeAcl } from './acl.ts';
import { describeGatewayChassis, describeHaChassis, describeHaGroup } from './availability.ts';
import { describeDhcpOptions, describeDhcpRelay, describeDns } from './dhcp-dns.ts';
import {
  describeNbGlobal,
  describeSample,
  describeSampleCollector,
  describeTemplateVariables,
} from './global.ts';
import { describeAddressSet, describePortGroup } from './groups.ts';
import {
  describeForwardingGroup,
  describeHealthCheck,
  describeLoadBalancer,
  describeLoadBalancerGroup,
} from './load-balancer.ts';
import { describeNat } from './nat.ts';
import { describeBfd, describePolicy, describeStaticMacBinding, describeStaticRoute } from './routing.ts';
import {
  describeCopp,
  describeMeter,
  describeMeterBand,
  describeMirror,
  describeMirrorRule,
  describeQos,
} from './traffic.ts';

export const rulesDescribers: Describers = {
  'OVN_Northbound.ACL': describeAcl,
  'OVN_Northbound.Address_Set': describeAddressSet,
  'OVN_Northbound.BFD': describeBfd,
  'OVN_Northbound.Chassis_Template_Var': describeTemplateVariables,
  'OVN_Northbound.Copp': describeCopp,
  'OVN_Northbound.DHCP_Options': describeDhcpOptions,
  'OVN_Northbound.DHCP_Relay': describeDhcpRelay,
  'OVN_Northbound.DNS': describeDns,
  'OVN_Northbound.Forwarding_Group': describeForwardingGroup,
  'OVN_Northbound.Gateway_Chassis': describeGatewayChassis,
  'OVN_Northbound.HA_Chassis': describeHaChassis,
  'OVN_Northbound.HA_Chassis_Group': describeHaGroup,
  'OVN_Northbound.Load_Balancer': describeLoadBalancer,
  'OVN_Northbound.Load_Balancer_Group': describeLoadBalancerGroup,
  'OVN_Northbound.Load_Balancer_Health_Check': describeHealthCheck,
  'OVN_Northbound.Logical_Router_Policy': describePolicy,
  'OVN_Northbound.Logical_Router_Static_Route': describeStaticRoute,
  'OVN_Northbound.Meter': describeMeter,
  'OVN_Northbound.Meter_Band': describeMeterBand,
  'OVN_Northbound.Mirror': describeMirror,
  'OVN_Northbound.Mirror_Rule': describeMirrorRule,
  'OVN_Northbound.NAT': describeNat,
  'OVN_Northbound.NB_Global': describeNbGlobal,
  'OVN_Northbound.Port_Group': describePortGroup,
  'OVN_Northbound.QoS': describeQos,
  'OVN_Northbound.Sample': describeSample,
  'OVN_Northbound.Sample_Collector': describeSampleCollector,
  'OVN_Northbound.Static_MAC_Binding': describeStaticMacBinding,
};
