/** A row as `select` answers it (RFC 7047 §5.2.2): an object with `_uuid` among its columns. */
import { OvnscopeError } from '../../text/index.ts';
import { isArray, isObject, type Json, type JsonObject } from '../json/value.ts';
import { Row } from './row.ts';
import type { Table } from './table.ts';

/** `given`: what its columns are known to hold without having been asked for. Throws `OvnscopeError` of kind `protocol`. */
export const selectedRow = (table: Table, json: Json, given: JsonObject): Row => {
  const id = isObject(json) ? json['_uuid'] : undefined;
  if (!isObject(json) || !isArray(id) || typeof id[1] !== 'string') {
    throw new OvnscopeError('protocol', `the server sent a row of ${table.name} without its UUID`);
  }
  return new Row(table.columns, id[1], Object.assign(json, given));
};
