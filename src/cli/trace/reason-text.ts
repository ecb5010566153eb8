/** Where a flow comes from, in one line. */
import { doubtWords, type LogicalFlow, type Why } from '../../flows/index.ts';
import { excerpt } from '../../text/index.ts';

/** The row in the Northbound, northd's source, the flow. */
export const originText = ({ row, certain, doubt }: Why, flow: LogicalFlow): string => {
  const parts = [
    row === undefined ? undefined : `${row.table} ${row.uuid}${certain ? '' : ` (${doubtWords(doubt)})`}`,
    `flow ${flow.uuid.slice(0, 8)}`,
    flow.source === undefined ? undefined : excerpt(flow.source),
  ];
  return parts.filter((part) => part !== undefined).join(' · ');
};
