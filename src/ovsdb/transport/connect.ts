/** `Connect` for every kind of remote that is a server. */
import { OvnscopeError } from '../../text/index.ts';
import { nameOf } from './failure.ts';
import { connectSocket } from './socket.ts';
import { connectTls } from './tls.ts';
import { diskFiles, type TlsFiles } from './tls-files.ts';
import type { Connect } from './transport.ts';

/** `files` holds the certificates of `ssl:`; a file remote is refused: it is read by the database file reader. */
export const connectWith =
  (files: TlsFiles): Connect =>
  async (remote, options) => {
    switch (remote.kind) {
      case 'unix':
      case 'tcp':
        return connectSocket(remote, options);
      case 'ssl':
        return connectTls(remote, options, files);
      case 'file':
        throw new OvnscopeError('usage', 'a file is not a server to connect to', {
          where: nameOf(remote),
          expected: 'unix:PATH, tcp:HOST:PORT or ssl:HOST:PORT',
        });
    }
  };

export const connect: Connect = connectWith(diskFiles);
