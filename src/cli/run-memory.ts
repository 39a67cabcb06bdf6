/** What a command that goes on (`--watch`) keeps from one run to the next. */
import { LintMemory } from '../lint/memory.js';
import { fileMemory } from '../manifest/file-memory.js';

/** The memory of runs with one command line. */
export class RunMemory {
  readonly files = fileMemory();
  #lint = new Map<string, LintMemory>();
  #made = new Map<string, { of: readonly unknown[]; made: unknown }>();
  #configured = '';

  /** Begins a run: what was found under another configuration is forgotten. */
  begin(configured: string): void {
    if (configured !== this.#configured) this.#lint = new Map();
    this.#configured = configured;
  }

  /** What is known of the objects that were linted for one purpose. */
  lint(purpose: string): LintMemory {
    const known = this.#lint.get(purpose) ?? new LintMemory();
    this.#lint.set(purpose, known);
    return known;
  }

  /** What `make` made of the very same things, under this name. */
  once<T>(name: string, of: readonly unknown[], make: () => T): T {
    const known = this.#made.get(name);
    if (known?.of.length === of.length && known.of.every((one, at) => one === of[at])) return known.made as T;
    const made = make();
    this.#made.set(name, { of, made });
    return made;
  }
}
