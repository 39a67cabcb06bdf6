/**
 * Why a document cannot be read. `phrase` is go-yaml's or Go's own (what kubectl prints after `yaml:`),
 * `offset` the place where the reader noticed, `since` where the construct began that it was reading.
 */
export class Problem {
  constructor(
    readonly phrase: string,
    readonly offset: number,
    readonly since: number = offset,
    /** Whether the reader itself names a line for this (errors of the text do, errors of meaning do not). */
    readonly placed: boolean = true,
  ) {}
}

/** How deep collections may nest, as in go-yaml and in Go's JSON decoder. */
export const MAX_DEPTH = 10_000;
