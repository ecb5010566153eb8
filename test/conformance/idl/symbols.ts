/** UUIDs that replies contained, by number: `#0#` in a later transaction stands for the first of them. */
import { isArray, isObject, type Json } from '../../../src/ovsdb/json/value.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export class Symbols {
  private readonly uuids: string[] = [];

  /** Numbers the UUIDs in a reply, in the order in which they stand there. */
  collect(json: Json): void {
    if (typeof json === 'string') {
      if (!UUID.test(json)) return;
      process.stderr.write(`#${this.uuids.length}# = ${json}\n`);
      this.uuids.push(json);
    } else if (isArray(json)) json.forEach((element) => this.collect(element));
    else if (isObject(json)) Object.values(json).forEach((member) => this.collect(member as Json));
  }

  substitute(json: Json): Json {
    if (typeof json === 'string') {
      const [, number] = /^#(\d+)#$/.exec(json) ?? [];
      return (number === undefined ? undefined : this.uuids[Number(number)]) ?? json;
    }
    if (isArray(json)) return json.map((element) => this.substitute(element));
    if (!isObject(json)) return json;
    return Object.fromEntries(
      Object.entries(json).map(([name, member]) => [name, this.substitute(member as Json)]),
    );
  }
}
