/** Why an attempt at one server came to nothing, and whether another try may go better. */
import { messageOf, OvnscopeError } from '../../text/index.ts';

export class Unsuitable extends OvnscopeError {
  constructor(message: string, where: string, hint?: string) {
    super('connection', message, { where, hint });
  }
}

/** A connection that stood and was lost, or a server that is not fit now: worth another try. */
export class Passing extends OvnscopeError {
  constructor(cause: OvnscopeError) {
    super(cause.kind, cause.message, {
      where: cause.where,
      expected: cause.expected,
      hint: cause.hint,
      cause,
    });
  }
}

/** No further try can help: the remotes are wrong. */
export class WrongCluster extends OvnscopeError {
  constructor(message: string, where: string) {
    super('connection', message, {
      where,
      hint: 'check the remotes: they name servers of different clusters',
    });
  }
}

export const isPassing = (error: OvnscopeError): boolean =>
  error instanceof Unsuitable || error instanceof Passing;

export const asError = (thrown: unknown, where: string): OvnscopeError =>
  thrown instanceof OvnscopeError
    ? thrown
    : new OvnscopeError('connection', messageOf(thrown), { where, cause: thrown });

/** One error for a round in which every server failed. */
export const summary = (database: string, failures: readonly OvnscopeError[]): OvnscopeError => {
  const [first] = failures;
  if (failures.length === 1 && first !== undefined) return first;
  const lines = failures.map(({ where, message }) => `  ${where ?? 'a server'}: ${message}`);
  return new OvnscopeError(
    first?.kind ?? 'connection',
    `no server gave the database ${database}:\n${[...new Set(lines)].join('\n')}`,
    { hint: failures.find(({ hint }) => hint !== undefined)?.hint, cause: failures },
  );
};

export const abandoned = (): OvnscopeError =>
  new OvnscopeError('connection', 'reading was ended before it was complete');
