/**
 * Owners: the system above OVN that wrote a row, and what its people call the thing. All of it is read from names
 * and `external_ids`, which OVN leaves to such systems (ovn-nb(5), "Common Columns").
 */
export type OwnerSystem = 'Neutron' | 'OVN-Kubernetes' | 'kube-ovn' | 'LXD' | 'Incus';

export type ExternalIds = ReadonlyMap<string, string> | undefined;

export interface Owner {
  readonly system: OwnerSystem;
  /** In the words of that system: `network`, `floating IP`, `pod`, `service`, `network policy`, `instance port` … */
  readonly kind: string;
  /** What people of that system call it: `default/web-0` for a pod; an id where nothing tells the name. */
  readonly name: string;
  /** Whether the row stands for the thing itself, so that its name is an alias of the row, or only serves it. */
  readonly direct: boolean;
  /** What else the row tells: `project-id`, `device-owner`, `namespace`, `node` … sorted by key. */
  readonly details: ReadonlyMap<string, string>;
}

export interface OwnerOptions {
  /** The row's `type` column, where its table has one: needed for datapath bindings of newer databases. */
  readonly type?: string | undefined;
  /**
   * The system that is known to manage this deployment (`systemsOf`). Names that prove nothing on their own, like
   * the switch `join`, are recognised only then.
   */
  readonly managed?: ReadonlySet<OwnerSystem> | undefined;
}

/** What a system's own file finds out; `details` are made of it only when somebody asks. */
export interface Recognised {
  readonly kind: string;
  readonly name: string;
  readonly direct: boolean;
  /** Facts that are in the name of the row. */
  readonly facts?: Readonly<Record<string, string>>;
}

export interface Subject {
  /** Southbound tables are given by the Northbound's table that they were made from. */
  readonly table: string;
  readonly name: string;
  readonly ids: ReadonlyMap<string, string>;
  /** Systems that are known to manage the deployment. */
  readonly managed: ReadonlySet<OwnerSystem>;
}

export interface OwningSystem {
  readonly system: OwnerSystem;
  readonly recognise: (subject: Subject) => Recognised | undefined;
  /** Keys of `external_ids` that are this system's own. */
  readonly prefixes: readonly string[];
  /** Keys that are told without a prefix of their own. */
  readonly keys: ReadonlySet<string>;
}

export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The value, unless it is missing or empty. */
export const told = (ids: ReadonlyMap<string, string>, key: string): string | undefined =>
  ids.get(key) || undefined;
