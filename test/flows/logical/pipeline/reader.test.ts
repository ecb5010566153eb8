/** What texts of flows mean: sets, groups, templates, chassis, the connection's fields; each text read once. */
import { describe, expect, it } from 'vitest';
import { formatExpression } from '../../../../src/flows/language/index.ts';
import type { LogicalFlow } from '../../../../src/flows/logical/pipeline/flow.ts';
import type { TracerOptions } from '../../../../src/flows/logical/tracer.ts';
import type { Tables } from '../../../model/build.ts';
import { flowRow, flowsOf, world, type World } from '../build.ts';

const first = (dp: World, datapath = 'sw0', on?: string): LogicalFlow => {
  const flow = dp.datapath(datapath, on).flows.stage('ingress', 0)?.flows[0];
  if (flow === undefined) throw new Error('no flow');
  return flow;
};

/** Of a flow with this match: what it means, or what is wrong with it. */
const read = (match: string, more: Tables = {}, options: TracerOptions = {}, on?: string): string => {
  const dp = world({ sw0: { ports: { p1: {}, p2: {} }, flows: `in 0: 0 ${match} => drop;` } }, more, options);
  const { meaning, problem } = first(dp, 'sw0', on).read;
  return meaning === undefined
    ? `${problem.column}: ${problem.diagnostic.message}`
    : formatExpression(meaning.expression);
};

describe('a match', () => {
  it('is annotated and simplified, with the sets that it names', () => {
    expect(read('ip4 && tcp.dst == 80')).toBe(
      'eth.type == 0x800 && tcp.dst == 0x50 && ip.proto == 0x6 && (eth.type == 0x800 || eth.type == 0x86dd)',
    );
    const more = { Address_Set: { web: { addresses: ['10.0.0.1', '10.0.0.2'] } } };
    expect(read('ip4.src == $web', more)).toBe(
      '(ip4.src == 0xa000001 || ip4.src == 0xa000002) && eth.type == 0x800',
    );
    expect(read('ip4.src == $web')).toBe("match: Syntax error at `$web' expecting address set name.");
  });

  it('has the prerequisites of the actions', () => {
    const dp = world({ sw0: { flows: 'in 0: 0 1 => ip.ttl--;' } });
    expect(formatExpression(first(dp).read.meaning!.expression)).toBe(
      'eth.type == 0x800 || eth.type == 0x86dd',
    );
  });
});

describe('port groups', () => {
  const groups: Tables = {
    Port_Group: { '1_web': { ports: ['p1', 'p2'] }, '2_web': { ports: ['q1'] } },
  };

  it('are those of the datapath', () => {
    const dp = world(
      { sw0: { ports: { p1: {}, p2: {} } }, sw1: { ports: { q1: {} } } },
      {
        ...groups,
        Logical_DP_Group: { both: { datapaths: ['sw0', 'sw1'] } },
        Logical_Flow: {
          shared: flowRow(flowsOf('in 0: 0 inport == @web => drop;')[0]!, { logical_dp_group: 'both' }),
        },
      },
    );
    const meaning = (name: string): string => formatExpression(first(dp, name).read.meaning!.expression);
    expect([meaning('sw0'), meaning('sw1')]).toEqual(['inport == "p1" || inport == "p2"', 'inport == "q1"']);
    expect(first(dp, 'sw0').matches(dp.packet('inport == "p2"'))).toBe(true);
    expect(first(dp, 'sw1').matches(dp.packet('inport == "q1"'))).toBe(true);
  });

  it('that do not exist are a problem', () => {
    expect(read('inport == @web')).toBe("match: Syntax error at `@web' expecting port group name.");
  });
});

describe('flows of a group of datapaths', () => {
  const grouped = (match: string): World =>
    world(
      { sw0: { ports: { p1: {} } }, sw1: { ports: { x: {}, p1b: {} } } },
      {
        Logical_DP_Group: { both: { datapaths: ['sw0', 'sw1'] } },
        Logical_Flow: {
          shared: flowRow(flowsOf(`in 0: 0 ${match} => drop;`)[0]!, { logical_dp_group: 'both' }),
        },
      },
    );

  it('are read once for all of them', () => {
    const dp = grouped('ip4');
    expect(first(dp, 'sw0')).toBe(first(dp, 'sw1'));
  });

  it('that name ports are another one on each, and read once all the same', () => {
    const dp = grouped('inport == "p1b"');
    expect(first(dp, 'sw0')).not.toBe(first(dp, 'sw1'));
    expect(first(dp, 'sw0').read).toBe(first(dp, 'sw1').read);
    expect(
      [first(dp, 'sw0'), first(dp, 'sw1')].map((flow) => flow.matches(dp.packet('inport == "p1b"'))),
    ).toEqual([false, true]);
  });
});

describe('template variables', () => {
  const more: Tables = {
    Chassis: { hv1: { name: 'hv1', hostname: 'host-1' }, hv2: { name: 'hv2', hostname: 'host-2' } },
    Chassis_Template_Var: {
      hv1: { chassis: 'hv1', variables: { vip: '30.0.0.1', only1: '1.1.1.1' } },
      hv2: { chassis: 'hv2', variables: { vip: '30.0.0.2' } },
    },
  };
  const match = 'ip4.dst == ^vip';

  it('are those of the chassis that was asked for, or of the first that has them', () => {
    expect(read(match, more, {}, 'hv2')).toBe('ip4.dst == 0x1e000002 && eth.type == 0x800');
    expect(read(match, more, {}, 'host-1')).toBe('ip4.dst == 0x1e000001 && eth.type == 0x800');
    expect(read(match, more)).toBe('ip4.dst == 0x1e000001 && eth.type == 0x800');
    expect(read('ip4.dst == ^only1', more)).toBe('ip4.dst == 0x1010101 && eth.type == 0x800');
  });

  it('that have no value are a problem', () => {
    expect(read('ip4.dst == ^only1', more, {}, 'hv2')).toMatch(/^match: /);
  });

  it('are not known to ovn-trace', () => {
    expect(read(match, more, { asOvnTrace: true })).toMatch(/^match: /);
  });
});

describe('is_chassis_resident', () => {
  const more: Tables = {
    Chassis: { hv1: { name: 'hv1' }, hv2: { name: 'hv2' } },
    Port_Binding: {
      p2: { datapath: 'sw0', tunnel_key: 2, chassis: ['hv1'], additional_chassis: ['hv2'] },
      p3: { datapath: 'sw0', tunnel_key: 3, chassis: ['hv2'] },
    },
  };
  it.each<[string, string | undefined, string]>([
    ['is_chassis_resident("p3")', 'hv1', '0'],
    ['!is_chassis_resident("p3")', 'hv1', '1'],
    ['is_chassis_resident("p3")', 'hv2', '1'],
    ['is_chassis_resident("p2")', 'hv1', '1'],
    ['is_chassis_resident("p2")', 'hv2', '1'],
    // Without a chassis every port that exists is.
    ['is_chassis_resident("p3")', undefined, '1'],
    ['is_chassis_resident("p1")', undefined, '1'],
    ['is_chassis_resident("nobody")', undefined, '0'],
    ['is_chassis_resident("")', undefined, '1'],
  ])('%s on %s => %s', (match, on, expected) => {
    expect(read(match, more, {}, on)).toBe(expected);
  });
});

describe('a flow that is translated to the fields of the connection', () => {
  const tagged = (options: TracerOptions = {}): LogicalFlow =>
    first(
      world(
        { sw0: { ports: { p1: {} } } },
        {
          Logical_Flow: {
            acl: flowRow(flowsOf('in 0: 0 tcp.dst == 80 => drop;')[0]!, {
              logical_datapath: 'sw0',
              tags: { acl_ct_translation: 'true' },
            }),
          },
        },
        options,
      ),
    );

  it('looks at what opened the connection, so that later fragments fit too', () => {
    expect(formatExpression(tagged().read.meaning!.expression)).toMatch(/^tcp\.dst == 0x50 && ct_state\[5\]/);
  });

  it('looks at the packet, as ovn-trace does it', () => {
    const { expression } = tagged({ asOvnTrace: true }).read.meaning!;
    expect(formatExpression(expression)).toMatch(/ip\.proto == 0x6/);
  });
});

describe('a flow that lets everything pass', () => {
  it.each([
    ['1 => next;', true],
    ['1 || ip4 => next;', true],
    ['1 => next(1);', true],
    ['1 => next(2);', false],
    ['ip4 => next;', false],
    ['1 => reg0 = 1; next;', false],
    ['1 => drop;', false],
    ['nonsense => next;', false],
  ])('%s: %s', (flow, expected) => {
    expect(first(world({ sw0: { flows: `in 0: 0 ${flow}` } })).isPassedOver).toBe(expected);
  });
});
