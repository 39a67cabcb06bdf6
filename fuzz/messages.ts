/** What the tool and the process that runs inputs say to each other. */
import type { Failure, FuzzInput } from './input.js';

/** An input as a seed and a number decide it, or one as it stands. */
export type Task = { seed: number; index: number } | { input: FuzzInput };

export type Answer = { ready: true } | { failures: Failure[] };
