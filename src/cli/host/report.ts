/** What a host lacked, in few lines: what is not installed in one, the first of everything else. */
import type { HostProblem } from '../../host/index.ts';
import { printable } from '../../text/index.ts';
import type { Output } from '../io.ts';
import type { CapturedHost } from './files.ts';

const FIRST = 3;
const NOT_INSTALLED = 'not installed there';

export const reportHost = (
  err: Output,
  name: string,
  { capture, problems, cut }: CapturedHost,
  verbose: boolean,
): void => {
  const say = (text: string): void => err.write(`${printable(`ovnscope: ${name}: ${text}`)}\n`);
  if (!capture.complete) {
    say(`the capture is not whole; what arrived is kept${cut === undefined ? '' : `: ${cut}`}`);
  }
  const missing = problems.filter(({ message }) => message === NOT_INSTALLED);
  if (missing.length > 0) say(`not installed there: ${missing.map(({ source }) => source).join(', ')}`);
  const denied = problems.some(({ message }) => message.startsWith('permission denied'));
  const others = problems.filter((problem) => !missing.includes(problem));
  const shown = verbose ? others : others.slice(0, FIRST);
  for (const problem of shown) say(problemText(problem));
  if (shown.length < others.length) say(`… and ${others.length - shown.length} more (-v names them)`);
  if (denied && capture.asRoot === false) say('it was not root that asked there; try root@, or --sudo');
};

const problemText = ({ source, where, message }: HostProblem): string =>
  `${source}${where === undefined ? '' : `, ${where}`}: ${message}`;
