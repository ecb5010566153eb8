/** `--json`: schema `ovnscope.trace/1`, documented in docs/trace.md. */
import { jsonString, TraceJson } from '../../flows/index.ts';
import { indented } from '../json.ts';
import type { Conversation } from './converse.ts';
import type { Json } from '../../ovsdb/index.ts';

export const conversationJson = ({ first, reply, noReply, microflow, reasons }: Conversation): string => {
  const json = new TraceJson();
  const extra: Record<string, string> = { microflow: jsonString(microflow) };
  if (reply !== undefined) extra['reply'] = json.write(reply, {}, reasons);
  else if (noReply !== undefined) extra['no_reply'] = `"${noReply}"`;
  return `${indented(JSON.parse(json.write(first, extra, reasons)) as Json)}\n`;
};
