/** Going on in the pipeline, queues and meters, and the actions that are but a word. */
import type { ActionParser, ActionReader, ResultParser } from './reader.ts';
import type { Action, BareAction, Pipeline } from './types.ts';

const PIPELINES: readonly Pipeline[] = ['ingress', 'egress'];
const HIGHEST_QUEUE = 0xf000;

/** `next`, `next(table)`, `next(pipeline=egress, table=5)` */
const parseNext: ActionParser = (reader) => {
  const { lexer, context } = reader;
  if (context.tables[context.pipeline] === 0) {
    lexer.error('"next" action not allowed here.');
    return undefined;
  }
  const from = { pipeline: context.pipeline, table: context.table };
  let target: Target | undefined = { pipeline: from.pipeline, table: from.table + 1 };
  if (lexer.match('(')) {
    target = parseTarget(reader, target);
    if (target === undefined || !lexer.forceMatch(')')) return undefined;
  }
  const tables = context.tables[target.pipeline];
  if (target.table < tables) return { type: 'next', ...target, from };
  lexer.error(`"next" action cannot advance beyond table ${tables}.`);
  return undefined;
};

interface Target {
  readonly pipeline: Pipeline;
  readonly table: number;
}

const parseTarget = (reader: ActionReader, byDefault: Target): Target | undefined => {
  const { lexer } = reader;
  let { pipeline, table } = byDefault;
  const only = lexer.getInt();
  if (only !== undefined) return { pipeline, table: only };
  do {
    if (lexer.matchId('pipeline')) {
      if (!lexer.forceMatch('=')) return undefined;
      const word = reader.oneOf(PIPELINES);
      if (word === undefined) {
        lexer.syntaxError('expecting "ingress" or "egress"');
        return undefined;
      }
      pipeline = word;
    } else if (lexer.matchId('table')) {
      const number = lexer.forceMatch('=') ? lexer.forceInt() : undefined;
      if (number === undefined) return undefined;
      table = number;
    } else {
      lexer.syntaxError('expecting "pipeline" or "table"');
      return undefined;
    }
  } while (lexer.match(','));
  return { pipeline, table };
};

/** What is no small number is no error of its own: then the `;` is missing that should stand there. */
const parseSetQueue: ActionParser = (reader) => {
  const { lexer } = reader;
  if (!lexer.forceMatch('(')) return undefined;
  const id = lexer.getInt();
  if (id === undefined || !lexer.forceMatch(')')) return undefined;
  if (id > HIGHEST_QUEUE) {
    lexer.error(`Queue ID ${id} for set_queue is not in valid range 0 to ${HIGHEST_QUEUE}.`);
    return undefined;
  }
  return { type: 'set_queue', id };
};

/** `set_meter(rate [, burst])`; what is no decimal number counts as 0. */
const parseSetMeter: ActionParser = (reader) => {
  const { lexer } = reader;
  const number = (): bigint => {
    const { type, format, value } = lexer.token;
    lexer.get();
    return type === 'integer' && format === 'decimal' ? value : 0n;
  };
  lexer.forceMatch('(');
  const rate = number();
  const burst = lexer.match(',') ? number() : 0n;
  lexer.forceMatch(')');
  if (rate === 0n) lexer.error('Rate 0 for set_meter is not in valid.');
  return { type: 'set_meter', rate, burst };
};

/** `bit = check_pkt_larger(1500)`. OVN keeps sixteen bits of the length. */
const parseCheckPacketLarger: ResultParser = (reader, result) => {
  const { lexer } = reader;
  if (!reader.check(result, 1, true)) return undefined;
  lexer.get();
  if (!lexer.forceMatch('(')) return undefined;
  const length = lexer.getInt();
  if (length === undefined || !lexer.forceMatch(')')) return undefined;
  return { type: 'check_pkt_larger', result, length: length & 0xffff };
};

/** `bind_vport("port", inport);` */
const parseBindVport: ActionParser = (reader) => {
  const { lexer } = reader;
  if (!lexer.forceMatch('(')) return undefined;
  const vport = reader.string();
  if (vport === undefined) {
    lexer.syntaxError('expecting port name string');
    return undefined;
  }
  const parent = lexer.forceMatch(',') ? reader.field(0) : undefined;
  if (parent === undefined || !lexer.forceMatch(')')) return undefined;
  return { type: 'bind_vport', vport, parent };
};

const parseHandleServiceCheck: ActionParser = (reader) => {
  const [port] = reader.fields([0]) ?? [];
  return port && { type: 'handle_svc_check', port };
};

const parseHandleBfd: ActionParser = (reader) => {
  if (!reader.lexer.forceMatch('(')) return undefined;
  reader.lexer.forceMatch(')');
  return { type: 'handle_bfd_msg' };
};

const bareParser =
  (type: BareAction['type']): ActionParser =>
  (): Action => ({ type });

export const miscParsers: Readonly<Record<string, ActionParser>> = {
  next: parseNext,
  set_queue: parseSetQueue,
  set_meter: parseSetMeter,
  bind_vport: parseBindVport,
  handle_svc_check: parseHandleServiceCheck,
  handle_bfd_msg: parseHandleBfd,
  output: bareParser('output'),
  ct_clear: bareParser('ct_clear'),
  ct_snat_to_vip: bareParser('ct_snat_to_vip'),
  igmp: bareParser('igmp'),
  handle_dhcpv6_reply: bareParser('handle_dhcpv6_reply'),
  mac_cache_use: bareParser('mac_cache_use'),
  flood_remote: bareParser('flood_remote'),
};

export const miscResultParsers: Readonly<Record<string, ResultParser>> = {
  check_pkt_larger: parseCheckPacketLarger,
};
