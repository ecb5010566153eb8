/** Names as ovn-trace prints them: what people gave, and UUIDs shortened. */

const UUID_END = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A name that ends in a UUID, cut to the UUID's first six digits. */
export const shortenUuid = (name: string): string =>
  name.length >= 36 && UUID_END.test(name) ? name.slice(0, name.length - 30) : name;

/** Whether at least `least` of the UUID's characters from its beginning are what was typed. */
export const isUuidPrefix = (uuid: string, typed: string, least = 4): boolean =>
  typed.length >= least && typed.length <= 36 && uuid.startsWith(typed.toLowerCase());
