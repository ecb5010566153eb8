/** What `get -o json` and `describe -o json` answer, for tests that look for facts in it. */

export interface GetItem {
  readonly kind: string;
  readonly name: string;
  readonly alias: string | null;
  readonly uuid: string;
  readonly database: string;
  readonly table: string;
  readonly host?: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly columns: Readonly<Record<string, unknown>>;
}

export interface GetJson {
  readonly items: readonly GetItem[];
}

export type Cells = Readonly<Record<string, unknown>>;

interface SectionJson {
  readonly id: string;
  readonly facts: Cells;
  readonly rows?: readonly Cells[];
}

export interface ItemJson {
  readonly kind: string;
  readonly name: string;
  readonly alias: string | null;
  readonly table: string;
  readonly uuid: string;
  readonly sections: readonly SectionJson[];
}

export interface DescribeJson {
  readonly items: readonly ItemJson[];
}

interface LinkJson {
  readonly kind: string;
  readonly name: string;
  readonly uuid?: string;
}

const isLink = (value: unknown): value is LinkJson =>
  typeof value === 'object' && value !== null && 'kind' in value && 'name' in value;

/** Links as the names that they show; everything else as it is. */
export const plain = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(plain);
  return isLink(value) ? value.name : value;
};

/** The thing that a value leads to. */
export const target = (value: unknown): string | undefined => (isLink(value) ? value.uuid : undefined);

/** A list, of one or none as well. */
export const listOf = (value: unknown): readonly unknown[] => {
  const shown = plain(value);
  if (shown === null || shown === undefined || shown === '') return [];
  return Array.isArray(shown) ? (shown as unknown[]) : [shown];
};

/** One description. */
export class Item {
  readonly #json: ItemJson;

  constructor(json: ItemJson) {
    this.#json = json;
  }

  get name(): string {
    return this.#json.name;
  }

  get alias(): string | null {
    return this.#json.alias;
  }

  /** The facts of all sections with one of these ids; with links as names. */
  facts(...ids: string[]): Cells {
    const found = this.#json.sections.filter(({ id }) => ids.includes(id));
    const facts = found.flatMap((section) => Object.entries(section.facts));
    return Object.fromEntries(facts.map(([id, value]) => [id, plain(value)]));
  }

  /** The rows of a section, as they stand. */
  rows(id: string): readonly Cells[] {
    return this.#json.sections.find((section) => section.id === id)?.rows ?? [];
  }
}
