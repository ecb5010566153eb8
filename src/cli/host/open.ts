/** Reads captures of hosts: directories and archives, of `host capture`, of sosreport, or what the script printed. */
import { basename } from 'node:path';
import {
  classify,
  hostsIn,
  isCaptureStream,
  readCapture,
  readHost,
  type CapturedFile,
  type HostProblem,
  type ReadHost,
} from '../../host/index.ts';
import { Network, type Host, type l2 } from '../../model/index.ts';
import { gunzip, nodeFiles, openDatabases, readTar, type FileSystem } from '../../ovsdb/index.ts';
import { messageOf, OvnscopeError, printable } from '../../text/index.ts';

/** Everything that was read of one host. */
export interface OpenedHost extends ReadHost {
  readonly openVSwitch: Host | undefined;
}

/** A database alone tells of no namespace. */
export const l2SourceOf = ({ linux, openVSwitch, openFlow }: OpenedHost): l2.L2Source => ({
  linux: linux.namespaces.length === 0 ? undefined : linux,
  openVSwitch,
  openFlow,
});

/** One output of a command is never larger; a host with 100,000 FDB entries prints 20 MB. */
const LARGEST = 512 * 1024 * 1024;
const MOST_FILES = 200_000;

/** Throws `OvnscopeError` where a path holds no host. */
export const openHosts = async (
  path: string,
  files: FileSystem = nodeFiles,
): Promise<readonly OpenedHost[]> => {
  const captured = await capturedFiles(path, files);
  const found = hostsIn(captured.files);
  const switches = await switchesIn(path, files);
  if (found.size === 0) {
    // A database of Open vSwitch alone is a host as well.
    const alone = switches.map(({ host }): OpenedHost => ({
      linux: { name: host.name, namespaces: [], problems: [] },
      openFlow: [],
      openVSwitch: host,
    }));
    if (alone.length > 0) return alone;
    throw new OvnscopeError('file', `no host in ${printable(path)}`, {
      where: path,
      expected: 'a capture (ovnscope host capture), a sosreport, or a database of Open vSwitch',
      hint: captured.problems[0]?.message,
    });
  }
  return [...found].map(([folder, list]): OpenedHost => {
    const { outputs } = classify(list);
    const openVSwitch = switches.find(({ name }) => folder === '' || name.includes(`/${folder}/`))?.host;
    const name = folder === '' ? basename(path).replace(/\.(tar|tgz|tar\.gz)$/, '') : basename(folder);
    const problems: HostProblem[] = found.size === 1 ? [...captured.problems] : [];
    return { ...readHost(name, outputs, problems), openVSwitch };
  });
};

const switchesIn = async (
  path: string,
  files: FileSystem,
): Promise<readonly { readonly name: string; readonly host: Host }[]> => {
  try {
    const { databases } = await openDatabases(path, files);
    const ovs = databases.filter(({ database }) => database.name === 'Open_vSwitch');
    return ovs.flatMap(({ name, database }) => {
      const [host] = new Network({ ovs: [{ name, database }] }).hosts;
      return host === undefined ? [] : [{ name, host }];
    });
  } catch {
    // A capture need not have one; that there is nothing at all is told by whoever asked.
    return [];
  }
};

interface Captured {
  readonly files: readonly CapturedFile[];
  readonly problems: readonly HostProblem[];
}

const capturedFiles = async (path: string, files: FileSystem): Promise<Captured> => {
  if ((await files.kind(path)) === 'directory')
    return { files: await inDirectory(path, files), problems: [] };
  const source = await files.source(path);
  const [chunks, head] = await peek(source.chunks());
  if (isCaptureStream(head)) {
    const bytes = await whole(chunks);
    const capture = readCapture(bytes);
    return { files: capture?.files ?? [], problems: capture?.problems ?? [] };
  }
  const problems: HostProblem[] = [];
  const found: CapturedFile[] = [];
  const unpacked = head[0] === 0x1f && head[1] === 0x8b ? gunzip(chunks) : chunks;
  const onDamage = ({ reason }: { readonly reason: string }): void => {
    problems.push({ source: path, where: undefined, message: `damaged: ${reason}`, lost: 1 });
  };
  try {
    for await (const member of readTar(unpacked, onDamage)) {
      const name = member.name.replace(/^(?:\.?\/)+/, '');
      if (!isOutput(name) || member.size > LARGEST) continue;
      found.push({ path: name, text: (await whole(member.chunks())).toString('utf8') });
    }
  } catch (error) {
    // Cut within a file: what came before it is whole.
    onDamage({ reason: messageOf(error) });
  }
  return { files: found, problems };
};

/** Only what is known to be the output of a command is read: a sosreport has thousands of other files. */
const inDirectory = async (path: string, files: FileSystem): Promise<readonly CapturedFile[]> => {
  const names = await listed(path, files);
  const wanted: CapturedFile[] = [];
  for (const [folder, list] of hostsIn(names.map((name) => ({ path: name, text: '' })))) {
    const { outputs, lesser } = classify(list);
    const known = [...outputs.map(({ file }) => file), ...lesser];
    for (const { path: inner } of known) {
      const name = folder === '' ? inner : `${folder}/${inner}`;
      const source = await files.source(files.join(path, name));
      if ((source.size ?? 0) > LARGEST) continue;
      wanted.push({ path: name, text: (await whole(source.chunks())).toString('utf8') });
    }
    for (const { path: inner } of list)
      if (inner.endsWith('_capture.json'))
        wanted.push({ path: folder === '' ? inner : `${folder}/${inner}`, text: '' });
  }
  return wanted;
};

const listed = async (path: string, files: FileSystem): Promise<readonly string[]> => {
  const names: string[] = [];
  const open = [''];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    const entries = await files.list(folder === '' ? path : files.join(path, folder));
    for (const { name, kind } of entries) {
      if (names.length >= MOST_FILES) return names.sort();
      const inner = folder === '' ? name : `${folder}/${name}`;
      if (kind === 'directory') open.push(inner);
      else if (kind === 'file') names.push(inner);
    }
  }
  return names.sort();
};

const OUTPUT =
  /(?:^|\/)(?:_capture\.json$|(?:root|netns)\/|ovs\/|sos_commands\/(?:networking|openvswitch|firewall_tables)\/|proc\/net\/bonding\/|(?:etc|var\/lib)\/openvswitch\/conf\.db$)/;

const isOutput = (name: string): boolean => OUTPUT.test(name);

const whole = async (chunks: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const chunk of chunks) parts.push(Buffer.from(chunk));
  return Buffer.concat(parts);
};

/** The chunks again, and the first of them. */
const peek = async (
  chunks: AsyncIterable<Uint8Array>,
): Promise<readonly [chunks: AsyncIterable<Uint8Array>, head: Uint8Array]> => {
  const iterator = chunks[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done === true) return [chunks, new Uint8Array()];
  const head = first.value.slice();
  const again = async function* (): AsyncGenerator<Uint8Array> {
    yield head;
    for (;;) {
      const next = await iterator.next();
      if (next.done === true) return;
      yield next.value;
    }
  };
  return [again(), head];
};
