import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOnlyText } from '../../../src/ovsdb/rpc/readonly.ts';
import type { Json, JsonObject } from '../../../src/ovsdb/json/value.ts';

const request = (method: unknown, params: unknown): JsonObject => ({ method, params, id: 1 }) as JsonObject;
const transact = (...operations: unknown[]): JsonObject => request('transact', ['DB', ...operations]);
const SELECT = { op: 'select', table: 'T', where: [] };
const INSERT = { op: 'insert', table: 'T', row: {} };

const refused = expect.objectContaining({
  kind: 'usage',
  message: expect.stringContaining('ovnscope only reads') as string,
}) as Error;

describe('what may be sent', () => {
  it.each([
    ['list_dbs', []],
    ['get_schema', ['DB']],
    ['get_server_id', []],
    ['set_db_change_aware', [true]],
    ['monitor', ['DB', 'id', {}]],
    ['monitor_cond', ['DB', 'id', {}]],
    ['monitor_cond_since', ['DB', 'id', {}, '0']],
    ['monitor_cond_change', ['id', 'id2', {}]],
    ['monitor_cancel', ['id']],
    ['echo', [{ op: 'insert' }]],
    ['transact', ['DB', SELECT, { ...SELECT, columns: ['_uuid'] }]],
  ])('%s', (method, params) => {
    const message = request(method, params);
    expect(readOnlyText(message)).toBe(JSON.stringify(message));
  });

  it('a reply to an echo', () => {
    expect(readOnlyText({ id: 'echo', result: ['x'], error: null })).toBe(
      '{"id":"echo","result":["x"],"error":null}',
    );
  });
});

describe('what is never sent', () => {
  it.each(['insert', 'update', 'mutate', 'delete', 'wait', 'commit', 'abort', 'comment', 'assert', 'Select'])(
    'the operation %s',
    (op) => {
      expect(() => readOnlyText(transact({ ...SELECT, op }))).toThrow(refused);
      expect(() => readOnlyText(transact(SELECT, { ...SELECT, op }))).toThrow(refused);
    },
  );

  it.each([
    'lock',
    'steal',
    'unlock',
    'convert',
    'cancel',
    'update',
    'Transact',
    '',
    '__proto__',
    'toString',
  ])('the method %j', (method) => {
    expect(() => readOnlyText(request(method, []))).toThrow(refused);
  });

  it('any other method or operation', () => {
    const reads = new Set('list_dbs get_schema get_server_id set_db_change_aware echo'.split(' '));
    for (const name of ['monitor', 'monitor_cond', 'monitor_cond_since', 'monitor_cond_change'])
      reads.add(name);
    reads.add('monitor_cancel').add('transact');
    const word = fc.string({ unit: 'binary', maxLength: 12 });
    fc.assert(
      fc.property(word, (name) => {
        fc.pre(!reads.has(name) && name !== 'select');
        expect(() => readOnlyText(request(name, []))).toThrow(refused);
        expect(() => readOnlyText(transact({ ...SELECT, op: name }))).toThrow(refused);
      }),
    );
  });

  it.each<[string, Json]>([
    ['a string', 'insert'],
    ['null', null],
    ['a list', [INSERT] as Json],
    ['an empty object', {}],
    ['a select with rows', { ...SELECT, row: {} }],
    ['a select with mutations', { ...SELECT, mutations: [] }],
    ['an operation that is a list', { ...SELECT, op: ['insert'] }],
  ])('in place of an operation: %s', (_what, operation) => {
    expect(() => readOnlyText(transact(operation))).toThrow(refused);
  });

  it.each<[string, JsonObject]>([
    ['a transaction without a database', request('transact', [INSERT])],
    ['parameters that are no list', request('transact', { 0: 'DB', 1: INSERT })],
    ['no parameters', { method: 'transact', id: 1 }],
    ['a method that is no string', request(['transact'], ['DB', INSERT])],
    ['neither request nor reply', { id: 1 }],
    ['a request that is also a reply', { ...transact(INSERT), result: 1 }],
    ['a list of messages', [transact(INSERT)] as unknown as JsonObject],
  ])('%s', (_what, message) => {
    expect(() => readOnlyText(message)).toThrow(refused);
  });
});

describe('an object with two faces', () => {
  /** What is sent can only be what was judged; whether it is refused or harmless does not matter. */
  const harmless = (message: JsonObject): void => {
    let text: string;
    try {
      text = readOnlyText(message);
    } catch (error) {
      expect(error).toEqual(refused);
      return;
    }
    expect(text).not.toContain('insert');
  };

  it('inherits "select"', () => {
    harmless(transact(Object.create(SELECT)));
    harmless(transact(Object.assign(Object.create(SELECT) as object, { op: 'insert' })));
  });

  it('changes when it is read again', () => {
    for (let honest = 0; honest < 6; honest++) {
      let asked = 0;
      const operation = {
        get op() {
          return asked++ < honest ? 'select' : 'insert';
        },
        table: 'T',
        where: [],
      };
      harmless(transact(operation));
      let seen = 0;
      harmless({
        get method() {
          return seen++ < honest ? 'list_dbs' : 'insert';
        },
        params: [],
        id: 1,
      });
    }
  });

  it('is a proxy that shows its members to one and not to another', () => {
    for (let honest = 0; honest < 6; honest++) {
      let asked = 0;
      const target = { ...SELECT };
      harmless(
        transact(
          new Proxy(target, {
            ownKeys: () => (asked++ < honest ? ['op', 'table', 'where'] : ['op', 'table', 'where', 'row']),
            getOwnPropertyDescriptor: () => ({ value: 'insert', enumerable: true, configurable: true }),
            get: () => (asked < honest ? 'select' : 'insert'),
          }),
        ),
      );
    }
  });

  it('is a list that writes itself differently', () => {
    class Odd extends Array<Json> {
      override slice(): Odd {
        return new Odd();
      }
      override map<U>(): U[] {
        return [`"DB",${JSON.stringify(INSERT)}`] as unknown as U[];
      }
    }
    harmless(request('transact', Odd.from(['DB', SELECT as unknown as Json])));
  });
});
