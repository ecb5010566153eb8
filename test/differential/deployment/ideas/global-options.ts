/** Options of the whole deployment that change the pipelines. */
import type { Idea } from '../idea.ts';

const OPTIONS: readonly (readonly [key: string, values: readonly string[]])[] = [
  ['use_logical_dp_groups', ['true', 'false']],
  ['ignore_lsp_down', ['true', 'false']],
  ['use_ct_inv_match', ['true', 'false']],
  ['default_acl_drop', ['true']],
  ['controller_event', ['true']],
  ['install_ls_lb_from_router', ['true']],
  ['mac_binding_removal_limit', ['10']],
  ['svc_monitor_mac', ['"00:00:00:00:fe:01"']],
  ['debug_drop_domain_id', ['7']],
  ['mac_prefix', ['"00:11:22"']],
];

export const globalOptions: Idea = {
  name: 'global-options',
  probability: 0.6,
  apply(world, random) {
    for (const [key, values] of random.some(OPTIONS, 1, 5)) {
      world.nb(['set', 'NB_Global', '.', `options:${key}=${random.pick(values)}`]);
      // Sampling of drops needs both.
      if (key === 'debug_drop_domain_id')
        world.nb(['set', 'NB_Global', '.', 'options:debug_drop_collector_set=9']);
    }
  },
};
