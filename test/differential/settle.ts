/**
 * From a draft to a request that has one answer: where ovn-trace would throw dice, the request says what it shall take, as
 * a person would who reads "use --lb-dst".
 */
import { cut, firstChoice } from './reference/read.ts';
import type { Reference } from './reference/reference.ts';
import type { TraceRequest } from './request.ts';
import type { Random } from './random.ts';

export type Settled =
  | {
      readonly request: TraceRequest;
      readonly all: string;
      readonly text: string;
      readonly skipped?: undefined;
    }
  | { readonly request: TraceRequest; readonly skipped: string };

/** A trace that passes several choices of the same kind has no single answer, whatever is said. */
const ATTEMPTS = 3;

export const settle = async (draft: TraceRequest, reference: Reference, random: Random): Promise<Settled> => {
  let request = draft;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const answer = await reference.ask(request);
    if (answer.text === undefined) return { request, skipped: `ovn-trace itself: ${answer.failure}` };
    const choice = firstChoice(answer.text, request.lbDst);
    if (choice === undefined) return { request, all: answer.text, text: cut(answer.text, request.style) };
    if (choice.kind === 'backend') {
      if (request.lbDst !== undefined) break;
      request = { ...request, lbDst: random.pick(choice.from) };
    } else {
      if (request.selectId !== undefined || choice.from.length === 0) break;
      request = { ...request, selectId: random.pick(choice.from) };
    }
  }
  return { request, skipped: 'several choices by chance' };
};
