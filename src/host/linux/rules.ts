import type { Parsed } from '../parsed.ts';
import type { RoutingRule } from '../types.ts';
import { parseItems } from './item.ts';
import { itemsOf, RULE_TEXT } from './routing-text.ts';

/** Reads `ip -j rule`, `ip -j -6 rule` or their plain text, which do not print their family. */
export const parseRules = (
  text: string,
  family: RoutingRule['family'],
  source: string,
): Parsed<RoutingRule[]> =>
  parseItems(
    text,
    source,
    (item) => {
      const priority = item.integer('priority');
      if (priority === undefined) return item.lose('a rule without its priority; expected "priority"');
      return { family, priority, table: item.text('table'), attributes: item.fields };
    },
    itemsOf(RULE_TEXT),
  );
