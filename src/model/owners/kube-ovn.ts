/**
 * kube-ovn marks its rows with `vendor=kube-ovn`; a pod's port says `pod=NAMESPACE/NAME` and `ls`. Port groups and
 * address sets of policies have `np=NAMESPACE/NAME` or `sg=NAME` instead; interfaces have `pod_name` and
 * `pod_namespace`.
 */
import { told, type OwningSystem, type Recognised, type Subject } from './types.ts';

const NODE = 'node-';

const switchPort = ({ name, ids }: Subject): Recognised => {
  const pod = told(ids, 'pod');
  if (pod !== undefined) return { kind: 'pod', name: pod, direct: true };
  if (name.startsWith(NODE)) return { kind: 'node', name: name.slice(NODE.length), direct: false };
  return { kind: 'port', name, direct: false };
};

const policy = ({ ids }: Subject): Recognised | undefined => {
  const policyName = told(ids, 'np');
  if (policyName?.includes('/') === true) return { kind: 'network policy', name: policyName, direct: true };
  const group = told(ids, 'sg');
  if (group === undefined) return undefined;
  const marked = ids.get('type') === 'security_group' || ids.get('vendor') === 'kube-ovn';
  return marked ? { kind: 'security group', name: group, direct: true } : undefined;
};

const networkInterface = ({ ids }: Subject): Recognised | undefined => {
  const [pod, namespace] = [told(ids, 'pod_name'), told(ids, 'pod_namespace')];
  if (pod === undefined || namespace === undefined || !ids.has('iface-id')) return undefined;
  return { kind: 'pod', name: `${namespace}/${pod}`, direct: true, facts: { namespace, pod } };
};

const KINDS: Readonly<Record<string, string>> = {
  Logical_Switch: 'subnet',
  Logical_Router: 'VPC',
  Logical_Router_Port: 'VPC port',
};

export const kubeOvn: OwningSystem = {
  system: 'kube-ovn',
  prefixes: [],
  keys: new Set([
    'vendor',
    'ls',
    'lr',
    'pod',
    'np',
    'sg',
    'security_groups',
    'vips',
    'ip',
    'iface-id',
    'pod_name',
    'pod_namespace',
    'pod_netns',
  ]),
  recognise: (subject) => {
    const { table, name, ids } = subject;
    if (table === 'Interface') return networkInterface(subject);
    if (table === 'Port_Group' || table === 'Address_Set') return policy(subject);
    if (ids.get('vendor') !== 'kube-ovn') return undefined;
    if (table === 'Logical_Switch_Port') return switchPort(subject);
    const kind = Object.hasOwn(KINDS, table) ? KINDS[table] : undefined;
    return kind === undefined ? undefined : { kind, name, direct: true };
  },
};
