/** The files of a capture: `HOST/…` as the script named them, and `HOST/_capture.json`, which tells of the commands. */
import { CAPTURE_MANIFEST, type Capture, type CapturedFile, type HostProblem } from '../../host/index.ts';
import type { TarFile } from '../../ovsdb/index.ts';
import { safeName } from '../snapshot/names.ts';
import { VERSION } from '../version.ts';

const SCHEMA = 'ovnscope.capture/1';

/** One host, ready to be saved. */
export interface CapturedHost {
  /** What was asked: a target, or the name of a stream. */
  readonly source: string;
  readonly capture: Capture;
  /** Why it is not whole, as far as anyone said. */
  readonly cut: string | undefined;
  /** Without secrets. */
  readonly files: readonly CapturedFile[];
  readonly problems: readonly HostProblem[];
}

/** Folders of hosts, by what they call themselves; those that only differ in case get a number. */
export const folderNames = (hosts: readonly CapturedHost[]): readonly string[] => {
  const taken = new Set<string>();
  return hosts.map(({ capture, source }) => {
    const stem = safeName(capture.host ?? source.replace(/^.*@/s, ''));
    let name = stem;
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${stem}-${n}`;
    taken.add(name.toLowerCase());
    return name;
  });
};

export const filesOf = (host: CapturedHost, folder: string, created: Date): readonly TarFile[] => [
  file(`${folder}/${CAPTURE_MANIFEST}`, manifestText(host, created)),
  ...host.files.map(({ path, text }) => file(`${folder}/${path}`, text)),
];

const file = (name: string, text: string): TarFile => ({
  name,
  size: Buffer.byteLength(text),
  chunks: () => [Buffer.from(text)],
});

const manifestText = ({ source, capture, files, problems }: CapturedHost, created: Date): string => {
  const { host, time, asRoot, complete, commands, notes } = capture;
  const kept = new Set(files.map(({ path }) => path));
  const manifest = {
    schema: SCHEMA,
    created: created.toISOString(),
    ovnscopeVersion: VERSION,
    host,
    source,
    time,
    asRoot,
    complete,
    commands: commands.map((one) => ({
      command: one.command,
      namespace: one.namespace,
      ...(one.file !== undefined && kept.has(one.file) && { file: one.file }),
      status: one.status,
      ...(one.errors !== '' && { errors: one.errors }),
    })),
    notes,
    problems,
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
};
