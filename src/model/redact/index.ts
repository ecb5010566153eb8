/** What leaves the program of a database: never its secrets, and not its addresses when that is asked for. */
export { REDACTED_TEXT, Redactor } from './redactor.ts';
export { isSecret, SECRET_TEXT, withoutSecrets, withoutSecretsOf, withoutSecretText } from './secrets.ts';
