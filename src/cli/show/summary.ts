/** The first line: how much is there, and is something wrong. */
import { tallyPorts, wrongOf, type Network } from '../../model/index.ts';
import type { Page } from './page.ts';
import { countOf } from './words.ts';

const databasesOf = ({ nb, sb, hosts, interconnect }: Network) =>
  [nb, sb, interconnect?.nb, interconnect?.sb, ...hosts.map(({ database }) => database)].flatMap(
    (database) => database ?? [],
  );

export const summary = ({ network, style }: Page): string[] => {
  const ports = tallyPorts(network.switchPorts);
  const wrong = wrongOf(ports);
  const parts: string[] = [];
  if (network.nb !== undefined || network.sb !== undefined) {
    parts.push(countOf(network.routers.length, 'logical router'));
    parts.push(countOf(network.switches.length, 'logical switch', 'logical switches'));
    const state = wrong.length === 0 ? '' : ` (${style.bad(wrong.join(', '))})`;
    parts.push(`${countOf(ports.all, 'port')}${state}`);
  }
  if (network.sb !== undefined) parts.push(`${network.chassis.length} chassis`);
  const { interconnect } = network;
  if (interconnect !== undefined) {
    parts.push(countOf(interconnect.transitSwitches.length, 'transit switch', 'transit switches'));
    parts.push(countOf(interconnect.zones.length, 'availability zone'));
  }
  if (network.hosts.length > 0) parts.push(countOf(network.hosts.length, 'Open vSwitch host'));
  if (parts.length === 0) return ['No database was read.'];
  const problems = network.issues.length;
  if (problems > 0) parts.push(style.warn(countOf(problems, 'problem')));
  const unread = databasesOf(network).reduce((sum, database) => sum + database.problems.count, 0);
  if (unread > 0) parts.push(style.warn(`${countOf(unread, 'thing')} not understood`));
  if (problems + unread === 0) parts.push(wrong.length > 0 ? 'no other problems' : style.good('no problems'));
  return [parts.join(', ')];
};
