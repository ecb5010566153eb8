/** Names that a microflow may use. */
import { standardSymbols } from '../../language/index.ts';

export const fieldNames = (): Iterable<string> => standardSymbols().keys();
