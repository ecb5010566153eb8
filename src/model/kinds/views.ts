/**
 * Kinds over views: switches, routers and their ports are made by the model from the Northbound, or from the Southbound
 * where only that was read. Their subjects carry the view; the row is of whichever database it came from, and columns
 * that the other one lacks read as `undefined`.
 */
import type { AnyTables, Database, Row } from '../../ovsdb/index.ts';
import { showTables } from '../columns.ts';
import type { Network } from '../network.ts';
import type { DatabaseName, RowRef } from '../rowref.ts';
import type { Of } from './kind.ts';
import type { Joins } from './types.ts';

export interface View {
  readonly ref: RowRef;
  readonly uuid: string;
  readonly name: string;
  readonly alias: string | undefined;
}

export interface Viewed<R, V extends View> extends Of<R> {
  readonly view: V;
}

export const viewed = <R, V extends View>(network: Network, views: readonly V[]): readonly Viewed<R, V>[] =>
  views.flatMap((view) => {
    const { ref } = view;
    const database = (ref.database === 'OVN_Northbound' ? network.nb : network.sb) as
      Database<AnyTables> | undefined;
    const row = database?.table(ref.table).row(ref.uuid) as Row<R> | undefined;
    return row === undefined ? [] : [{ ref, name: view.name || view.uuid, alias: view.alias, row, view }];
  });

/** The row, where it is one of the Northbound. */
export const configured = <R>(subject: Of<R>): Row<R> | undefined =>
  subject.ref.database === 'OVN_Northbound' ? subject.row : undefined;

const shown = (database: DatabaseName, tables: readonly string[]): Joins => ({
  [database]: Object.fromEntries(tables.map((table) => [table, showTables[database][table] ?? []])),
});

const GATEWAYS = ['Gateway_Chassis', 'HA_Chassis_Group', 'HA_Chassis'];

/** What the views of ports and of what holds them are made from. */
export const portViews = shown('OVN_Northbound', [
  'Logical_Switch',
  'Logical_Switch_Port',
  'Logical_Router',
  'Logical_Router_Port',
]);
export const bindingViews = shown('OVN_Southbound', ['Datapath_Binding', 'Port_Binding', 'Chassis']);
export const gatewayViews: readonly Joins[] = [
  shown('OVN_Northbound', GATEWAYS),
  shown('OVN_Southbound', GATEWAYS),
];
export const interfaceViews = shown('Open_vSwitch', ['Open_vSwitch', 'Interface']);
