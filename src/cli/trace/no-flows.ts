/** A database without northd's flows drops every packet, which says nothing about the network. */
import type { Trace } from '../../flows/index.ts';
import { OvnscopeError } from '../../text/index.ts';
import { placeText } from './place-text.ts';

export const noFlows = ({ datapath, root }: Trace): OvnscopeError | undefined => {
  const [first] = root.steps;
  if (first?.type !== 'table' || first.flow !== undefined) return undefined;
  if (datapath.flows.stage('ingress', 0) !== undefined) return undefined;
  return new OvnscopeError('data', `${placeText(datapath)} has no logical flows: ovn-northd has made none`, {
    hint: 'is ovn-northd running, and well? A snapshot that was taken with --no-flows has none either',
  });
};
