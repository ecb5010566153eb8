/**
 * What went wrong on a host while commands ran, told once each: what is not installed, what needs an administrator,
 * which namespaces vanished, and which commands failed for reasons of their own.
 */
import { excerpt } from '../../text/index.ts';
import type { HostProblem } from '../types.ts';
import type { CapturedCommand } from './stream.ts';

const DENIED = /permission denied|operation not permitted|must be root|you need to be root/i;
/** ip, bridge and tc, of every age. */
const NO_NAMESPACE =
  /cannot open network namespace|no such file or directory.*netns|setting the network namespace .* failed/i;

/** `bridge mdb` and `bridge -d vlan` fail, with half a line of JSON, where the kernel has no bridges: no problem. */
export const isWithoutBridges = (command: string, errors: string): boolean =>
  command.startsWith('bridge ') && /operation not supported/i.test(errors);

interface Ran {
  readonly commands: readonly CapturedCommand[];
}

export const problemsOf = ({ commands }: Ran): readonly HostProblem[] => {
  const missing: string[] = [];
  const denied: CapturedCommand[] = [];
  const vanished = new Map<string, number>();
  const failed: HostProblem[] = [];
  for (const one of commands) {
    const { command, status, errors, namespace, file } = one;
    if (status === 0 || isWithoutBridges(command, errors)) continue;
    if (status === 127 && file === undefined && !command.includes(' ')) missing.push(command);
    else if (namespace !== '' && NO_NAMESPACE.test(errors)) {
      // One that nobody but the administrator may enter has not vanished.
      if (DENIED.test(errors)) denied.push(one);
      else vanished.set(namespace, (vanished.get(namespace) ?? 0) + 1);
    } else if (DENIED.test(errors)) denied.push(one);
    else failed.push(failure(one));
  }
  return [...lacking(missing), ...needing(denied), ...gone(vanished), ...failed];
};

const lacking = (missing: readonly string[]): readonly HostProblem[] =>
  missing.map((command) => ({
    source: excerpt(command),
    where: undefined,
    message: 'not installed there',
    lost: 1,
  }));

const needing = (denied: readonly CapturedCommand[]): readonly HostProblem[] => {
  const [first] = denied;
  if (first === undefined) return [];
  const programs = [...new Set(denied.map(({ command }) => command.split(' ')[0] ?? command))];
  return [
    {
      source: programs.map((one) => excerpt(one)).join(', '),
      where: undefined,
      message: `permission denied, for root only: ${excerpt(first.command)}${denied.length > 1 ? ` and ${denied.length - 1} more` : ''}`,
      lost: denied.length,
    },
  ];
};

const gone = (vanished: ReadonlyMap<string, number>): readonly HostProblem[] =>
  [...vanished].map(([namespace, lost]) => ({
    source: `netns/${excerpt(namespace)}`,
    where: undefined,
    message: 'the namespace vanished while it was read',
    lost,
  }));

const failure = ({ command, file, status, errors }: CapturedCommand): HostProblem => {
  const [said = ''] = errors.split('\n').filter((line) => line.trim() !== '');
  const reason = said === '' ? '' : `: ${excerpt(said.trim())}`;
  return {
    source: file ?? excerpt(command),
    where: undefined,
    message: `${excerpt(command)}: exit status ${status}${reason}`,
    lost: 1,
  };
};
