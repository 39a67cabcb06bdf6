/**
 * Why a document cannot be read. `phrase` is go-yaml's or Go's own (what kubectl prints after `yaml:`),
 * `offset` the place where the reader noticed, `since` where the construct began that it was reading.
 */
export class Problem {
  constructor(
    readonly phrase: string,
    readonly offset: number,
    readonly since: number = offset,
    /** Who found it; only the first two name a line, and count it differently. */
    readonly by: 'scanner' | 'parser' | 'decoder' | 'json' | 'splitter' = 'decoder',
  ) {}
}

/** How deep collections may nest, as in go-yaml and in Go's JSON decoder. */
export const MAX_DEPTH = 10_000;
