/**
 * Which table decided. Where flows only carry out what an earlier one marked, the earlier one decided:
 *
 *     acl_action            ← the acl_eval (acl, before OVN 23.09) that set the verdict
 *     apply_port_sec        ← check_port_sec
 *     policy_ecmp, routing_ecmp … decide themselves
 */
import type { TableStep } from '../trace/types.ts';
import type { Outcome } from './types.ts';

/** Stage that carries out → stages that decide. */
const DECIDED_BY: readonly (readonly [carries: RegExp, decides: RegExp])[] = [
  [/_acl_action$|_acl_after_lb_action$/, /_acl_eval$|_acl_after_lb_eval$/],
  [/_apply_port_sec$/, /_check_port_sec$/],
];

export const decidingStep = (path: readonly TableStep[], outcome: Outcome): TableStep | undefined => {
  const last = path.at(-1);
  if (last === undefined || outcome.kind === 'delivered' || outcome.kind === 'left') return last;
  if (outcome.kind === 'answered') return path.findLast(turnsAround) ?? last;
  const stage = last.stage ?? '';
  const decides = DECIDED_BY.find(([carries]) => carries.test(stage))?.[1];
  if (decides === undefined) return last;
  for (let i = path.length - 2; i >= 0; i--) {
    const step = path[i] as TableStep;
    if (step.pipeline !== last.pipeline) break;
    if (decides.test(step.stage ?? '')) return isDefault(step) ? last : step;
  }
  return last;
};

/** Whose flow makes an answer of the packet: it sends it back to where it came from. */
const turnsAround = ({ flow }: TableStep): boolean =>
  flow?.actions.some((action) => {
    switch (action.type) {
      case 'nd_na':
      case 'nd_na_router':
      case 'put_nd_ra_opts':
        return true;
      case 'move':
        return action.field.symbol.name === 'eth.dst' && action.source.symbol.name === 'eth.src';
      case 'exchange':
        return action.left.symbol.name.startsWith('ip') || action.right.symbol.name.startsWith('ip');
      default:
        return false;
    }
  }) === true;

/** "No ACL fits" is told by what is done then. */
const isDefault = ({ flow }: TableStep): boolean => flow === undefined || flow.match === '1';
