/** The one place where a selection's values are rid of keys and passwords, before anybody compares or prints them. */
import type { Value } from '../../ovsdb/index.ts';
import type { Field, FieldValue, Kind } from '../kinds/types.ts';
import { isSecret, withoutSecretsOf } from '../redact/secrets.ts';

/** Of a column as the database has it. */
export const columnWithoutSecrets: (table: string, column: string) => (value: Value) => Value =
  withoutSecretsOf;

/** Of a field: the names that it and its columns have decide once, its texts each time. */
export const fieldWithoutSecrets = (kind: Kind, field: Field): ((value: FieldValue) => FieldValue) => {
  const names = [field.name, ...field.columns];
  const secret = names.find((name) => isSecret(kind.table, name));
  const column = secret ?? (field.columns.length === 1 ? field.columns[0] : undefined) ?? field.name;
  return withoutSecretsOf(kind.table, column) as (value: FieldValue) => FieldValue;
};
