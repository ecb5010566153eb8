/** Who describes the physical side: what the Southbound tells of chassis and flows, and the databases of hosts. */
import type { Describers } from '../describer.ts';
import { describeBridge } from './bridge.ts';
import { describeChassis, describeEncap } from './chassis.ts';
import { describeDatapathGroup, describeLogicalFlow } from './flows.ts';
import { describeHost } from './host.ts';
import { describeInterface } from './interface.ts';
import {
  describeFdb,
  describeIgmpGroup,
  describeMacBinding,
  describeMulticastGroup,
  describeServiceMonitor,
  describeSouthboundBfd,
} from './learned.ts';
import {
  describeController,
  describeManager,
  describeOvsMirror,
  describeOvsQos,
  describeQueue,
} from './openvswitch.ts';
import { describePort } from './port.ts';

export const physicalDescribers: Describers = {
  'OVN_Southbound.BFD': describeSouthboundBfd,
  'OVN_Southbound.Chassis': describeChassis,
  'OVN_Southbound.Encap': describeEncap,
  'OVN_Southbound.FDB': describeFdb,
  'OVN_Southbound.IGMP_Group': describeIgmpGroup,
  'OVN_Southbound.Logical_DP_Group': describeDatapathGroup,
  'OVN_Southbound.Logical_Flow': describeLogicalFlow,
  'OVN_Southbound.MAC_Binding': describeMacBinding,
  'OVN_Southbound.Multicast_Group': describeMulticastGroup,
  'OVN_Southbound.Service_Monitor': describeServiceMonitor,
  'Open_vSwitch.Bridge': describeBridge,
  'Open_vSwitch.Controller': describeController,
  'Open_vSwitch.Interface': describeInterface,
  'Open_vSwitch.Manager': describeManager,
  'Open_vSwitch.Mirror': describeOvsMirror,
  'Open_vSwitch.Open_vSwitch': describeHost,
  'Open_vSwitch.Port': describePort,
  'Open_vSwitch.QoS': describeOvsQos,
  'Open_vSwitch.Queue': describeQueue,
};
