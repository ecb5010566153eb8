/** The subcommands that follow a live database: what Open vSwitch's suite asks of a client in tests/ovsdb-idl.at. */
import { OvnscopeError } from '../../src/text/index.ts';
import { systemClock } from '../../src/ovsdb/clock.ts';
import { connect } from '../../src/ovsdb/transport/connect.ts';
import { print, type Command } from './command.ts';
import { parseSource, wholeSchema } from './idl/arguments.ts';
import { Idl } from './idl/idl.ts';
import { Session } from './idl/session.ts';
import { logged } from './idl/wire.ts';

const idl = async ([schema = '', remotes = '', ...words]: readonly string[]): Promise<void> => {
  await new Session(parseSource(schema, remotes, words)).run();
};

/** Follows the leader of a cluster; `PIDS` are those of the servers in `REMOTES`, in the same order. */
const idlCluster = async ([
  schemaFile = '',
  remotes = '',
  pids = '',
  ...words
]: readonly string[]): Promise<void> => {
  const { schema, remotes: list, tls, rest } = parseSource(schemaFile, remotes, words);
  const options = { remotes: list, database: schema.name, spec: wholeSchema(schema), tls };
  const client = new Idl({ ...options, connect: logged(connect), clock: systemClock });
  client.start();
  let step = 0;
  let seqno = 0;
  const tell = (line: string): void => print(`${String(step++).padStart(3, '0')}: ${line}`);
  try {
    for (const word of rest) {
      if (!word.startsWith('+')) {
        await client.waitForChange(seqno);
        step++;
      }
      seqno = client.changeSeqno;
      const server = client.sessionName ?? 'not connected';
      switch (word.replace(/^\+/, '')) {
        case 'reconnect':
          tell('reconnect');
          client.reconnect();
          break;
        case 'remote':
          tell(server);
          break;
        case 'remotestop': {
          const pid = pids.split(',')[remotes.split(',').indexOf(server)];
          if (pid === undefined) throw new OvnscopeError('usage', `Cannot find pid of remote: ${server}`);
          process.kill(Number(pid));
          tell(`stop ${pid}`);
          break;
        }
        default:
          throw new OvnscopeError('usage', `unknown command ${word}`);
      }
    }
  } finally {
    await client.close();
  }
  tell('done');
};

export const idlCommands: ReadonlyMap<string, Command> = new Map(
  Object.entries({
    idl: {
      least: 2,
      most: Infinity,
      summary:
        'SCHEMA SERVER [?T1:C1,C2...[?T2:C1,C2,...]...] [TRANSACTION...]: print the database after each',
      run: idl,
    },
    'idl-cluster': {
      least: 3,
      most: Infinity,
      summary: 'SCHEMA SERVERS PIDS [COMMAND...]: follow the leader of a cluster',
      run: idlCluster,
    },
  }),
);
