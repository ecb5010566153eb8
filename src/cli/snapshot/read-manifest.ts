/** What a snapshot says of itself, for `-v`: its `manifest.json`, from a directory or from the start of an archive. */
import { gunzip, nodeFiles, readTar, type FileSystem } from '../../ovsdb/index.ts';
import { printable } from '../../text/index.ts';
import { MANIFEST, parseManifest, type Manifest } from './manifest.ts';
import { formOf } from './target.ts';

/** A manifest names tables and files, not rows. */
const LARGEST = 1 << 24;

type Chunks = AsyncIterable<Uint8Array>;

/** `undefined` when there is none that can be read. Nothing but regular files is opened. */
export const readManifest = async (
  path: string,
  files: FileSystem = nodeFiles,
): Promise<Manifest | undefined> => {
  try {
    const kind = await files.kind(path);
    const form = formOf(path);
    if (kind === 'directory') return await fromFile(files.join(path, MANIFEST), files);
    if (kind !== 'file' || form === 'directory') return undefined;
    const chunks = (await files.source(path)).chunks();
    return await fromArchive(form === 'tar' ? chunks : gunzip(chunks));
  } catch {
    return undefined;
  }
};

const fromFile = async (path: string, files: FileSystem): Promise<Manifest | undefined> =>
  (await files.kind(path)) === 'file' ? parsed((await files.source(path)).chunks()) : undefined;

/** It is the first member of a snapshot; nobody looks further. */
const fromArchive = async (chunks: Chunks): Promise<Manifest | undefined> => {
  for await (const member of readTar(chunks, () => undefined)) {
    return member.name === MANIFEST ? await parsed(member.chunks()) : undefined;
  }
  return undefined;
};

const parsed = async (chunks: Chunks): Promise<Manifest | undefined> => {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > LARGEST) return undefined;
    parts.push(Buffer.from(chunk));
  }
  return parseManifest(Buffer.concat(parts).toString());
};

/** One line for a person. */
export const manifestLine = (
  path: string,
  { created, ovnscopeVersion, redacted, databases }: Manifest,
): string => {
  const leftOut = new Set(databases.flatMap((one) => one.leftOut.map(({ table }) => table)));
  const parts = [
    `${printable(path)}: a snapshot of ${printable(created)} by ovnscope ${printable(ovnscopeVersion)}`,
    redacted ? 'redacted' : '',
    leftOut.size > 0 ? `without ${[...leftOut].map((table) => printable(table)).join(', ')}` : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
};
