/** From the words of the command line to a question. */
import { l2 } from '../../model/index.ts';
import { OvnscopeError, printable } from '../../text/index.ts';
import type { CommandArguments } from '../command.ts';

const MAC = /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/i;

export const questionOf = (args: CommandArguments, network: l2.L2Network): l2.PathQuestion => {
  const from = wordOf(args['from'], 'from');
  const to = wordOf(args['to'], 'to');
  const source = one(network, from);
  const target = MAC.test(to) && l2.devicesCalled(network, to).length !== 1 ? undefined : one(network, to);
  return {
    from: source,
    to: target === undefined ? { kind: 'mac', mac: to.toLowerCase() } : { kind: 'device', device: target },
    tags: tagsOf(args['vlan']),
    size: sizeOf(args['size']),
  };
};

const wordOf = (value: unknown, option: string): string => {
  const given = Array.isArray(value) ? (value as readonly unknown[]) : value === undefined ? [] : [value];
  const [word] = given;
  if (given.length === 1 && typeof word === 'string' && word !== '') return word;
  throw new OvnscopeError('usage', `path needs --${option}, once`, {
    hint: 'ovnscope path CAPTURE --from PORT --to PORT',
  });
};

/** How many names are told. */
const NAMED = 8;

const one = (network: l2.L2Network, text: string): l2.Device => {
  const found = l2.devicesCalled(network, text);
  const [device] = found;
  if (device !== undefined && found.length === 1) return device;
  const severalHosts = new Set(network.devices.map(({ host }) => host)).size > 1;
  const names = (found.length === 0 ? near(network, text) : found).map((each) =>
    l2.deviceName(each, severalHosts),
  );
  const told = `${names.slice(0, NAMED).map(printable).join(', ')}${names.length > NAMED ? ', …' : ''}`;
  if (found.length > 1) {
    throw new OvnscopeError('usage', `${found.length} devices are called ${printable(text)}: ${told}`, {
      hint: 'NAMESPACE/NAME, HOST:NAME',
    });
  }
  throw new OvnscopeError('usage', `no device is called ${printable(text)}`, {
    hint: told === '' ? undefined : `there are ${told}`,
  });
};

/** Names that have it, else all. */
const near = ({ devices }: l2.L2Network, text: string): readonly l2.Device[] => {
  const own = devices.filter(({ kind }) => kind !== 'loopback');
  const having = own.filter(({ name }) => name.includes(text) || (name !== '' && text.includes(name)));
  return having.length > 0 ? having : own;
};

const tagsOf = (value: unknown): readonly l2.Tag[] => {
  if (value === undefined) return [];
  return String(value)
    .split(/[,+]/)
    .map((word) => {
      const [, ad, digits] = /^(ad:)?(\d{1,4})$/.exec(word.trim()) ?? [];
      const vlan = Number(digits);
      if (digits === undefined || vlan > 4095) {
        throw new OvnscopeError('usage', `--vlan ${printable(word)} is no tag`, {
          expected: '0 to 4095, ad:VLAN of 802.1ad; several with commas, the outermost first',
        });
      }
      return { protocol: ad === undefined ? (0x8100 as const) : (0x88a8 as const), vlan };
    });
};

const sizeOf = (value: unknown): number => {
  if (value === undefined) return 0;
  const size = Number(value);
  if (Number.isInteger(size) && size >= 0) return size;
  throw new OvnscopeError('usage', '--size needs a whole number of octets');
};
