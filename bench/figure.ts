/** One measurement. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  /** What it is measured against, or what else was seen. */
  note?: string;
  /** Where `value` is by CPU time: the same by the clock. */
  wall?: number;
  /** Megabytes in use at the end. */
  heap?: number;
}
