/** Names as ovn-trace prints them, with `--friendly-names` or without. */
import { Lexer, formatString } from '../../../language/index.ts';
import type { LogicalDatapath } from '../../southbound/datapath.ts';
import type { Deployment } from '../../southbound/deployment.ts';
import { shortenUuid } from '../../southbound/names.ts';
import type { LogicalPort } from '../../southbound/port.ts';
import type { PortReference } from '../../trace/types.ts';

export class Names {
  private readonly friendly: boolean;
  private readonly texts = new Map<string, string>();

  constructor(friendly: boolean) {
    this.friendly = friendly;
  }

  datapath(datapath: LogicalDatapath): string {
    return datapath.friendlyName(this.friendly);
  }

  port(port: LogicalPort): string {
    return this.friendly ? shortenUuid(port.alias ?? port.name) : port.name;
  }

  /** By its key: a key that no port has is told as such. */
  reference({ key, port }: PortReference): string {
    if (port !== undefined) return this.port(port);
    return key === 0 ? '' : '(unnamed)';
  }

  /** Where a packet leaves to: also a multicast group. */
  outport({ port, group }: PortReference): string {
    if (port !== undefined) return this.port(port);
    return group === undefined ? '(unnamed)' : group.name;
  }

  /** A match or actions with the ports' names as people know them. */
  text(text: string, deployment: Deployment): string {
    if (!this.friendly) return text;
    let known = this.texts.get(text);
    if (known === undefined) this.texts.set(text, (known = this.rewrite(text, deployment)));
    return known;
  }

  private rewrite(text: string, deployment: Deployment): string {
    const lexer = new Lexer(text);
    let [out, from] = ['', 0];
    for (lexer.get(); lexer.token.type !== 'end'; lexer.get()) {
      const { type, start, end } = lexer.token;
      const port = type === 'string' ? deployment.portByName(lexer.token.text) : undefined;
      out += text.slice(from, port === undefined ? end : start);
      if (port !== undefined) out += formatString(this.port(port));
      from = end;
    }
    return out;
  }
}
