/** Which OVN made the flows: northd writes its version beside them (`SB_Global.options:northd_internal_version`). */
import type { Lookup, Southbound } from '../../../model/index.ts';

export interface OvnVersion {
  readonly major: number;
  readonly minor: number;
  /** As it stands there: `23.03.1-20.27.2-70.6`. */
  readonly text: string;
}

/** Of a version that is not known nothing is older. */
export const isOlder = (version: OvnVersion | undefined, major: number, minor: number): boolean =>
  version !== undefined && (version.major < major || (version.major === major && version.minor < minor));

export const northdVersion = (rows: Lookup<Southbound>): OvnVersion | undefined => {
  for (const row of rows.all('SB_Global')) {
    const text = row.get('options').get('northd_internal_version');
    const match = /^(\d+)\.(\d+)\./.exec(text ?? '');
    if (match !== null && text !== undefined)
      return { major: Number(match[1]), minor: Number(match[2]), text };
  }
  return undefined;
};
