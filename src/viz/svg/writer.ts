/** Writes elements as text. Attributes come in the order given; numbers with one decimal at most. */
import { escapeLines, escapeXml } from './escape.ts';

export type Attributes = Readonly<Record<string, string | number | undefined>>;

const shortest = (value: number): string => String(Math.round(value * 10) / 10 + 0);

export class SvgWriter {
  private readonly parts: string[] = [];
  private depth = 0;

  open(name: string, attributes: Attributes = {}): this {
    this.line(`<${name}${this.attributes(attributes)}>`);
    this.depth++;
    return this;
  }

  close(name: string): this {
    this.depth--;
    return this.line(`</${name}>`);
  }

  /** An element without content, or with a tooltip. */
  shape(name: string, attributes: Attributes, tooltip?: string): this {
    const start = `<${name}${this.attributes(attributes)}`;
    return this.line(
      tooltip === undefined ? `${start}/>` : `${start}><title>${escapeLines(tooltip)}</title></${name}>`,
    );
  }

  text(content: string, attributes: Attributes): this {
    return this.line(`<text${this.attributes(attributes)}>${escapeXml(content)}</text>`);
  }

  title(content: string, attributes: Attributes = {}): this {
    return this.line(`<title${this.attributes(attributes)}>${escapeLines(content)}</title>`);
  }

  description(content: string, attributes: Attributes): this {
    return this.line(`<desc${this.attributes(attributes)}>${escapeLines(content)}</desc>`);
  }

  /** Text of our own that is markup already: the stylesheet. */
  own(markup: string): this {
    return this.line(markup);
  }

  toString(): string {
    return `${this.parts.join('\n')}\n`;
  }

  private line(text: string): this {
    this.parts.push(`${' '.repeat(this.depth)}${text}`);
    return this;
  }

  private attributes(attributes: Attributes): string {
    return Object.entries(attributes)
      .filter(([, value]) => value !== undefined)
      .map(
        ([name, value]) =>
          ` ${name}="${typeof value === 'number' ? shortest(value) : escapeXml(String(value))}"`,
      )
      .join('');
  }
}
