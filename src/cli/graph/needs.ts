/** What a picture is made of: from servers no more than that. */
import { findTables, showTables, type DatabaseName } from '../../model/index.ts';
import type { Spec, TableSpec } from '../../ovsdb/index.ts';
import type { Needs } from '../read.ts';
import { DATABASES, type Role } from '../sources.ts';
import type { View } from '../../viz/index.ts';

/** Tables that a view needs whole, beside those of a first look. */
const WHOLE: Readonly<Record<View, Readonly<Partial<Record<Role, readonly string[]>>>>> = {
  logical: { nb: ['Logical_Router_Static_Route'] },
  physical: {
    sb: ['Chassis', 'Chassis_Private', 'Encap', 'SB_Global'],
    ovs: ['Open_vSwitch', 'Bridge', 'Port', 'Interface'],
  },
  combined: {
    nb: ['Logical_Router_Static_Route'],
    sb: ['Chassis', 'Chassis_Private', 'Encap', 'SB_Global'],
    ovs: ['Open_vSwitch', 'Interface'],
  },
  acl: { nb: ['NB_Global', 'ACL', 'Port_Group', 'Meter', 'Sample', 'Address_Set'] },
  lb: {
    nb: ['Load_Balancer', 'Load_Balancer_Group', 'Load_Balancer_Health_Check', 'Chassis_Template_Var'],
    sb: ['Service_Monitor'],
  },
  bridge: { ovs: ['Open_vSwitch', 'Bridge', 'Port', 'Interface', 'Mirror', 'Controller', 'QoS', 'Manager'] },
};

const columnsOf = (
  tables: Readonly<Record<string, readonly string[]>>,
  into: Map<string, Set<string>>,
): void => {
  for (const [table, columns] of Object.entries(tables)) {
    const known = into.get(table) ?? new Set<string>();
    for (const column of columns) known.add(column);
    into.set(table, known);
  }
};

const specOf = (role: Role, views: readonly View[], byName: boolean): Spec => {
  const database: DatabaseName = DATABASES[role];
  const columns = new Map<string, Set<string>>();
  columnsOf(showTables[database], columns);
  if (byName) columnsOf(findTables[database], columns);
  const spec: Record<string, TableSpec> = {};
  for (const [table, names] of columns) spec[table] = { columns: [...names] };
  for (const view of views) for (const table of WHOLE[view][role] ?? []) spec[table] = {};
  return spec;
};

/** `byName`: something is looked for by what it is called. */
export const needsOf = (views: readonly View[], byName: boolean): Needs => ({
  nb: specOf('nb', views, byName),
  sb: specOf('sb', views, byName),
  ovs: specOf('ovs', views, byName),
  icNb: specOf('icNb', views, byName),
  icSb: specOf('icSb', views, byName),
});
