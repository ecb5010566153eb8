import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatJson } from '../../../src/ovsdb/json/exact.ts';
import { memoryPair } from '../../../src/ovsdb/transport/memory.ts';
import {
  formatRecorded,
  parseRecording,
  record,
  type Recorded,
} from '../../../src/ovsdb/transport/recording.ts';
import { replay } from '../../../src/ovsdb/transport/replay.ts';
import { bytes, failure, hear } from './support.ts';

const RECORDING = `# ovsdb-server 3.1.0
{"direction":"out","message":{"id":1,"method":"list_dbs","params":[]}}
{"direction":"in","message":{"id":1,"result":["_Server","OVN_Northbound"],"error":null}}
{"direction":"in","message":{"id":"echo","method":"echo","params":[]}}
{"direction":"out","message":{"id":"echo","result":[],"error":null}}

{"direction":"out","message":{"id":2,"method":"get_schema","params":["OVN_Northbound"]}}
{"direction":"in","message":{"id":2,"result":9007199254740993,"error":null}}
{"direction":"in","message":{"id":null,"method":"update","params":[1,{}]}}
{"direction":"closed"}
`;

describe('replay', () => {
  it('answers in order, under the ids of this client', async () => {
    const transport = replay(RECORDING, 'nb.jsonl', { chunk: () => 7 });
    expect(transport.name).toBe('replay:nb.jsonl');
    const heard = hear(transport);
    await transport.send(bytes('{"method":"list_dbs","params":[],"id":"a"}'));
    await heard.until('{"id":"a","result":["_Server","OVN_Northbound"],"error":null}');
    await transport.send(bytes('{"id":[77],"method":"get_schema",'));
    await transport.send(bytes('"params":["OVN_Northbound"]}'));
    await heard.until(
      '{"id":[77],"result":9007199254740993,"error":null}{"id":null,"method":"update","params":[1,{}]}',
    );
    expect(await heard.closed).toBeUndefined();
  });

  it('answers probes at any time and sends none', async () => {
    const transport = replay(RECORDING, 'nb.jsonl');
    const heard = hear(transport);
    await transport.send(bytes('{"id":"p","method":"echo","params":[5]}'));
    await heard.until('{"id":"p","result":[5],"error":null}');
    await transport.send(bytes('{"id":1,"method":"list_dbs","params":[]}'));
    await heard.until('_Server');
    expect(heard.text()).not.toContain('"method":"echo"');
  });

  it('another message than the recorded one ends the conversation and is shown beside it', async () => {
    const transport = replay(RECORDING, 'nb.jsonl');
    const heard = hear(transport);
    await transport.send(bytes('{"id":1,"method":"list_dbs","params":["x"]}'));
    const error = await heard.closed;
    expect(error).toMatchObject({ kind: 'data', where: 'nb.jsonl:2' });
    expect(error?.message).toContain('"params":["x"]');
    expect(error?.expected).toContain('"params":[]');
    expect(await failure(transport.send(bytes('{}')))).toBe(error);
  });

  it('a message after the end of the recording', async () => {
    const transport = replay(
      '{"direction":"in","message":{"id":null,"method":"x","params":[]}}',
      'short.jsonl',
    );
    const heard = hear(transport);
    await heard.until('"x"');
    await transport.send(bytes('{"id":1,"method":"list_dbs","params":[]}'));
    expect(await heard.closed).toMatchObject({ where: 'short.jsonl:1' });
  });

  it.each([
    ['{"direction":"out"}', 'no entry'],
    ['{"direction":"up","message":1}', 'no entry'],
    ['[1]', 'no entry'],
    ['{"direction":', 'no JSON'],
  ])('a damaged recording: %s', (line, message) => {
    expect(() => parseRecording(`# note\n${line}`, 'bad.jsonl')).toThrow(
      expect.objectContaining({
        kind: 'file',
        where: 'bad.jsonl:2',
        message: expect.stringContaining(message) as string,
      }),
    );
  });
});

describe('record', () => {
  it('what was recorded can be replayed', async () => {
    const [client, server] = memoryPair({ chunk: () => 5 });
    const recorded: Recorded[] = [];
    const wrapped = record(client, (entry) => recorded.push(entry));
    const live = hear(wrapped);
    const atServer = hear(server);
    const request = '{"id":1,"method":"list_dbs","params":[]}';
    await wrapped.send(bytes(request));
    await atServer.until(request);
    await server.send(bytes('{"id":1,"result":["ä"],"error":null} '));
    await server.send(bytes('{"id":null,'));
    server.close();
    await live.closed;

    const text = recorded.map(formatRecorded).join('\n');
    expect(text.split('\n')).toEqual([
      '{"direction":"out","message":{"id":1,"method":"list_dbs","params":[]}}',
      '{"direction":"in","message":{"id":1,"result":["ä"],"error":null}}',
      `{"direction":"in","base64":"${Buffer.from(' {"id":null,').toString('base64')}"}`,
      '{"direction":"closed"}',
    ]);
    const again = replay(text, 'again');
    const heard = hear(again);
    await again.send(bytes(request));
    await heard.closed;
    expect(heard.text()).toBe(live.text());
  });

  it('law: all that came is kept in order, however it is cut and whether or not it is JSON', async () => {
    const part = fc.oneof(
      fc
        .dictionary(fc.string({ maxLength: 4 }), fc.string({ unit: 'grapheme', maxLength: 6 }))
        .map((value) => formatJson(value)),
      fc.constantFrom(' ', '\n', '{', 'x', '"', '}'),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(part, { maxLength: 8 }),
        fc.integer({ min: 1, max: 9 }),
        async (parts, size) => {
          const [client, server] = memoryPair({ chunk: () => size });
          const recorded: Recorded[] = [];
          const heard = hear(record(client, (entry) => recorded.push(entry)));
          for (const text of parts) await server.send(bytes(text));
          server.close();
          await heard.closed;
          const kept = parseRecording(recorded.map(formatRecorded).join('\n'), 'x').map(({ entry }) => {
            if (entry.direction === 'closed') return '';
            return 'message' in entry
              ? formatJson(entry.message)
              : Buffer.from(entry.bytes).toString('latin1');
          });
          // Space between messages is not kept, and nothing here writes it inside one.
          const bare = (text: string): string =>
            Buffer.from(text, 'latin1').toString('latin1').replace(/\s/g, '');
          const wanted = bare(heard.text());
          const got = kept.map((text, i) => {
            const entry = recorded[i];
            return entry !== undefined && 'message' in entry ? Buffer.from(text).toString('latin1') : text;
          });
          expect(bare(got.join(''))).toBe(wanted);
        },
      ),
    );
  });
});
