/** A flow and the rows around it => whose it is, what is told of it, and whether that is certain. */
import { describe, expect, it } from 'vitest';
import { attribute } from '../../../../src/flows/logical/attribution/index.ts';
import { Row, type Database } from '../../../../src/ovsdb/index.ts';
import { uuidOf, type Tables } from '../../../model/build.ts';
import { attributed, hintOf, network, ref } from './flow.ts';

describe('ACLs', () => {
  const tables: Tables = {
    Logical_Switch: { sw0: { ports: ['p1', 'p2'], acls: ['allow-web'] }, sw1: { ports: ['p3'] } },
    Logical_Switch_Port: { p1: {}, p2: {}, p3: {} },
    Port_Group: {
      web: { ports: ['p1'], acls: ['deny-db', 'allow-web'] },
      other: { ports: ['p3'], acls: ['deny-db'] },
    },
    ACL: {
      'deny-db': {
        priority: 1001,
        direction: 'to-lport',
        match: 'outport == @web && ip4',
        action: 'drop',
        log: true,
        severity: 'warning',
        tier: 1,
        label: 7,
      },
      'allow-web': {
        direction: 'from-lport',
        action: 'allow-related',
        match: 'tcp',
        options: { 'apply-after-lb': 'true' },
      },
    },
  };

  it('of a port group that holds a port of the switch', () => {
    const flow = {
      stage: 'ls_out_acl_eval',
      hint: hintOf('deny-db'),
      match: 'outport == @web && ip4',
      priority: 2001,
    };
    expect(attributed(tables, flow)).toEqual({
      stage: { name: 'ls_out_acl_eval', purpose: 'ACLs of direction to-lport: the verdict' },
      origin: 'row',
      certain: true,
      doubt: undefined,
      hint: hintOf('deny-db'),
      source: 'northd.c:42',
      rows: [
        {
          ref: ref('ACL', 'deny-db'),
          fact: {
            kind: 'acl',
            name: 'deny-db',
            direction: 'to-lport',
            afterLoadBalancing: false,
            tier: 1,
            priority: 1001,
            action: 'drop',
            match: 'outport == @web && ip4',
            label: 7,
            log: { severity: 'warning', meter: undefined },
            // The group `other` has no port on this switch.
            holders: [{ kind: 'port group', name: 'web', ref: ref('Port_Group', 'web') }],
          },
        },
      ],
    });
  });

  it('of the switch and of a group at once: the switch first', () => {
    const { rows } = attributed(tables, {
      stage: 'ls_in_acl_after_lb_eval',
      hint: hintOf('allow-web'),
      match: 'tcp',
    });
    expect(rows[0]?.fact).toMatchObject({
      afterLoadBalancing: true,
      log: undefined,
      holders: [
        { kind: 'switch', name: 'sw0' },
        { kind: 'port group', name: 'web' },
      ],
    });
  });

  it('that is gone is missing', () => {
    const found = attributed(tables, { stage: 'ls_in_acl_eval', hint: '0badc0de', match: 'ip' });
    expect(found).toMatchObject({
      origin: 'unknown',
      certain: false,
      rows: [],
      doubt: { kind: 'row-missing', hint: '0badc0de' },
    });
  });

  const drop = { stage: 'ls_in_acl_action', match: '1', actions: 'reg8[16] = 0; drop;', priority: 0 };

  it('the default drops where default_acl_drop says so', () => {
    const withOption = { ...tables, NB_Global: { global: { options: { default_acl_drop: 'true' } } } };
    expect(attributed(withOption, drop)).toMatchObject({
      certain: true,
      rows: [{ ref: ref('NB_Global', 'global'), fact: { kind: 'default-acl-drop' } }],
    });
    expect(attributed(withOption, { ...drop, actions: 'next;' })).toMatchObject({ origin: 'northd' });
    expect(attributed({ ...tables, NB_Global: { global: {} } }, drop)).toMatchObject({ origin: 'northd' });
  });

  it('are told apart by the match where UUIDs begin alike', () => {
    const made = network(tables, {
      stage: 'ls_in_acl_eval',
      hint: 'abcdef01',
      match: 'reg0[7] == 1 && (udp)',
      priority: 1500,
    });
    const acl = (uuid: string, match: string): void => {
      const table = (made.nb as unknown as Database).table('ACL');
      table.set(
        new Row(table.columns, uuid, { match, priority: 500, direction: 'from-lport', action: 'drop' }),
      );
    };
    const uuids = ['abcdef01-0000-4000-8000-000000000001', 'abcdef01-0000-4000-8000-000000000002'];
    acl(uuids[0] as string, 'tcp');
    acl(uuids[1] as string, 'udp');
    const switches = (made.nb as unknown as Database).table('Logical_Switch');
    const held = ['set', uuids.map((uuid) => ['uuid', uuid])] as never;
    switches.set(new Row(switches.columns, uuidOf('sw0'), { name: 'sw0', acls: held }));
    const row = made.sbRows.row('Logical_Flow', uuidOf('flow'));
    const found = row && attribute(made, row);
    expect(found).toMatchObject({ certain: false, doubt: { kind: 'several' } });
    expect(found?.rows.map(({ fact }) => fact.kind === 'acl' && fact.match)).toEqual(['udp', 'tcp']);
  });
});

describe('ports of a switch', () => {
  const tables: Tables = {
    Logical_Switch: { sw0: { ports: ['p1', 'off', 'sw0-lr0'] }, sw1: { ports: ['sw1-lr0'] } },
    Logical_Switch_Port: {
      p1: {
        addresses: ['0a:00:00:00:00:01 10.0.0.11 fd00::11', '0a:00:00:00:00:02 10.0.0.12'],
        port_security: ['0a:00:00:00:00:01'],
        external_ids: { 'neutron:port_name': 'web' },
      },
      off: { enabled: false },
      'sw0-lr0': { type: 'router', options: { 'router-port': 'lr0-sw0' } },
      'sw1-lr0': { type: 'router', options: { 'router-port': 'lr0-sw1' } },
    },
    Logical_Router: { lr0: { ports: ['lr0-sw0'] } },
    Logical_Router_Port: { 'lr0-sw0': { mac: '0A:00:00:00:FF:01', networks: ['10.0.0.1/24'] } },
  };

  it.each([
    ['ls_in_check_port_sec', 'p1', 'inport == "p1"', 'port-security'],
    ['ls_in_port_sec_l2', 'p1', 'inport == "p1"', 'port-security'],
    ['ls_in_check_port_sec', 'off', 'inport == "off"', 'disabled'],
    ['ls_in_lookup_fdb', 'p1', 'inport == "p1"', 'mac-learning'],
    ['ls_in_pre_acl', 'sw0-lr0', 'ip && inport == "sw0-lr0"', 'type'],
    ['ls_in_arp_rsp', 'p1', 'arp.tpa == 10.0.0.12 && arp.op == 1', 'addresses'],
    ['ls_in_l2_lkup', 'p1', 'eth.dst == 0a:00:00:00:00:02', 'addresses'],
    ['ls_in_l2_unknown', 'off', 'outport == "none"', 'unknown-addresses'],
  ])('%s %s %s => %s', (stage, port, match, aspect) => {
    const { certain, rows } = attributed(tables, { stage, hint: hintOf(port), match, actions: 'drop;' });
    expect(certain).toBe(true);
    expect(rows).toMatchObject([{ fact: { kind: 'switch-port', name: port, aspect } }]);
  });

  it('tell the addresses that the flow names', () => {
    const { rows } = attributed(tables, {
      stage: 'ls_in_arp_rsp',
      hint: hintOf('p1'),
      match: 'arp.tpa == 10.0.0.12 && arp.op == 1',
    });
    expect(rows[0]?.fact).toMatchObject({ alias: 'web', addresses: [{ mac: '0a:00:00:00:00:02' }] });
  });

  it('are guessed by the name in the match', () => {
    expect(attributed(tables, { stage: 'ls_in_l2_unknown', match: 'outport == "p1"' })).toMatchObject({
      origin: 'row',
      certain: false,
      doubt: { kind: 'guessed', by: 'port name' },
      rows: [{ fact: { name: 'p1' } }],
    });
    expect(attributed(tables, { stage: 'ls_in_l2_unknown', match: 'outport == "gone"' })).toMatchObject({
      origin: 'unknown',
      doubt: { kind: 'no-hint' },
    });
  });

  it('the router port behind one is guessed by its MAC', () => {
    const flow = { stage: 'ls_in_l2_lkup', match: 'eth.src == {0a:00:00:00:ff:01} && arp.op == 1' };
    const more = {
      Port_Binding: { 'sw0-lr0': { datapath: 'dp-sw0', type: 'patch', options: { peer: 'lr0-sw0' } } },
    };
    expect(attributed(tables, flow, more)).toMatchObject({
      doubt: { kind: 'guessed', by: 'MAC' },
      rows: [{ fact: { kind: 'router-port', name: 'lr0-sw0', mac: '0a:00:00:00:ff:01' } }],
    });
  });

  it('of another datapath that shares the flow', () => {
    const flow = { stage: 'ls_in_arp_rsp', hint: hintOf('p1'), match: 'arp.op == 1', datapath: 'dp-sw1' };
    expect(attributed(tables, { ...flow, shared: ['dp-sw0', 'dp-sw1'] })).toMatchObject({
      certain: false,
      doubt: { kind: 'shared', datapath: uuidOf('dp-sw0') },
      rows: [{ fact: { name: 'p1' } }],
    });
    expect(attributed(tables, { ...flow, shared: ['dp-sw0', 'dp-sw1'], datapath: 'dp-sw0' }).certain).toBe(
      true,
    );
  });

  it('a flow that each switch makes of itself is of the switch that is asked about', () => {
    const shared = ['dp-sw0', 'dp-sw1'];
    const flow = {
      stage: 'ls_in_pre_hairpin',
      hint: hintOf('sw0'),
      match: 'ip && ct.trk',
      datapath: 'dp-sw1',
      shared,
    };
    expect(attributed(tables, flow)).toMatchObject({
      certain: true,
      rows: [{ fact: { kind: 'switch', name: 'sw1' } }],
    });
  });
});

describe('what northd makes by itself', () => {
  it.each([
    ['ls_in_acl', '1'],
    ['ls_in_check_port_sec', 'eth.src[40]'],
    ['ls_in_pre_acl', 'eth.dst == $svc_monitor_mac'],
    ['ls_in_l2_unknown', 'outport == "none"'],
    ['lr_in_ip_input', 'ip4.src_mcast || ip4.src == 255.255.255.255 || ip4.src == 127.0.0.0/8'],
    ['lr_in_lookup_neighbor', 'nd_na && ip6.src == fe80::/10 && ip6.dst == ff00::/8'],
    ['lr_in_arp_request', 'eth.dst == 00:00:00:00:00:00 && ip4'],
  ])('%s %s', (stage, match) => {
    const datapath = stage.startsWith('lr') ? 'dp-lr0' : 'dp-sw0';
    const found = attributed({ Logical_Switch: { sw0: {} } }, { stage, match, datapath });
    expect(found).toMatchObject({ origin: 'northd', certain: true, rows: [], doubt: undefined });
    expect(found.stage?.purpose).toMatch(/^[a-zA-Z].{10,}/);
  });

  it('a stage that no version has is without a purpose', () => {
    const { stage } = attributed({}, { stage: 'ls_in_newer', match: '1' });
    expect(stage).toEqual({ name: 'ls_in_newer', purpose: undefined });
  });
});
