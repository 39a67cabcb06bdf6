/** The values that nodes have for one label key, numbered. A new value whenever nodes change. */
export interface Topology {
  readonly key: string;
  /** By node slot: the number of its value, -1 for a node without the label. */
  readonly domainOf: Int32Array;
  readonly values: readonly string[];
}
