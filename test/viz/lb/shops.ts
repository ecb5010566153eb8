/** Load balancers, and what tests read in scenes of them. */
import { Network, type RowRef } from '../../../src/model/index.ts';
import { layoutScene, renderSvg, type Scene, type SceneNode } from '../../../src/viz/index.ts';
import { northbound, southbound, uuidOf, type Tables } from '../../model/build.ts';

export const picture = (scene: Scene): string => renderSvg(layoutScene(scene));

export const ref = (table: string, handle: string): RowRef => ({
  database: 'OVN_Northbound',
  table,
  uuid: uuidOf(handle),
});

/** A shop: two VIPs over the same backends, one of which is offline, and DNS over TCP and UDP. */
export const shop = (balancers: Tables[string] = {}): Network =>
  new Network({
    nb: northbound({
      Logical_Switch: {
        web: { ports: ['web-1', 'web-2'], load_balancer: ['shop'] },
        lan: { load_balancer_group: ['everywhere'] },
      },
      Logical_Switch_Port: {
        'web-1': { addresses: ['0a:00:00:00:00:01 10.0.0.11'], up: true },
        'web-2': { addresses: ['0a:00:00:00:00:02 10.0.0.12 fd00::12'], up: false },
      },
      Logical_Router: { edge: { load_balancer: ['shop'], load_balancer_group: ['everywhere'] } },
      Load_Balancer_Group: { everywhere: { load_balancer: ['dns-tcp', 'dns-udp'] } },
      Load_Balancer: {
        shop: {
          vips: { '192.0.2.1:80': '10.0.0.11:8080,10.0.0.12:8080', '192.0.2.1:443': '10.0.0.12:8080' },
          health_check: ['hc'],
          ip_port_mappings: { '10.0.0.11': 'web-1:10.0.0.2', '10.0.0.12': 'web-2:10.0.0.2' },
          selection_fields: ['ip_src', 'ip_dst'],
          options: {
            affinity_timeout: '60',
            hairpin_snat_ip: '169.254.0.1',
            skip_snat: 'true',
            reject: 'false',
          },
        },
        'dns-tcp': { protocol: 'tcp', vips: { '192.0.2.53:53': '203.0.113.5:53' } },
        'dns-udp': { protocol: 'udp', vips: { '192.0.2.53:53': '203.0.113.5:53' } },
        template: {
          options: { template: 'true' },
          vips: { '^VIP:80': '^BACKENDS', '192.0.2.9:80': '' },
        },
        ...balancers,
      },
      Load_Balancer_Health_Check: { hc: { vip: '192.0.2.1:80' } },
    }),
    sb: southbound({
      Datapath_Binding: {
        dp: { tunnel_key: 1, external_ids: { name: 'web', 'logical-switch': uuidOf('web') } },
      },
      Port_Binding: { 'web-1': { datapath: 'dp', chassis: 'hv1', up: true } },
      Chassis: { hv1: { hostname: 'compute-1' } },
      Service_Monitor: {
        m1: { ip: '10.0.0.11', port: 8080, protocol: 'tcp', logical_port: 'web-1', status: 'online' },
        m2: { ip: '10.0.0.12', port: 8080, protocol: 'tcp', logical_port: 'web-2', status: 'offline' },
      },
    }),
  });

/** `n` load balancers of one VIP with two backends each, in a group on `switches` switches. */
export const cluster = (n: number, switches: number): Network => {
  const names = Array.from({ length: n }, (_, i) => `lb${i}`);
  return new Network({
    nb: northbound({
      Logical_Switch: Object.fromEntries(
        Array.from({ length: switches }, (_, i) => [`node${i}`, { load_balancer_group: ['all'] }]),
      ),
      Load_Balancer_Group: { all: { load_balancer: names } },
      Load_Balancer: Object.fromEntries(
        names.map((name, i) => [
          name,
          {
            vips: {
              [`10.96.${i >> 8}.${i & 255}:80`]: `10.1.${i >> 8}.${i & 255}:80,10.2.${i >> 8}.${i & 255}:80`,
            },
          },
        ]),
      ),
    }),
  });
};

export const cardOf = (scene: Scene, title: string): SceneNode => {
  const found = scene.nodes.find((node) => node.title === title);
  if (found === undefined) throw new Error(`no card ${title}`);
  return found;
};

export const facts = (scene: Scene, title: string): string[] =>
  cardOf(scene, title).facts.map(({ text, tone }) => (tone === 'idle' ? text : `${text} [${tone}]`));

export const pins = (scene: Scene, title: string): string[] =>
  cardOf(scene, title)
    .pins.filter(({ labelled }) => labelled)
    .map(({ name, details, tone }) => `${name} [${tone}] ${details.join()}`);

/** `web → shop`, by titles. */
export const edges = (scene: Scene, kind: string): string[] => {
  const titles = new Map(scene.nodes.map(({ id, title }) => [id, title]));
  return scene.edges
    .filter((edge) => edge.kind === kind)
    .map(
      ({ from, to, tone }) =>
        `${titles.get(from.node)} → ${titles.get(to.node)}${tone === undefined ? '' : ` [${tone}]`}`,
    );
};
