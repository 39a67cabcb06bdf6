import type { Finding, Location } from '../api/finding.js';
import type { JsonValue, Path } from '../api/json.js';

/** What of a path is meant: the value (default), or the key that leads to it (for unknown or misspelt fields). */
export type PositionOf = 'value' | 'key';

/**
 * One object of a text: a YAML or JSON document, or one item of a `List`.
 * Values are plain JSON values as Kubernetes' reader makes them; positions are worked out only when asked for.
 */
export interface Document {
  /** The file as the user named it, `-` for standard input. */
  readonly file: string;
  /** Which document of the file, from 0; the items of a `List` share theirs. */
  readonly index: number;
  /** The way from the document's root to this object: `[]`, or `['items', 3]` for an item of a list. */
  readonly root: Path;
  readonly value: JsonValue;
  /** A conflict of a merge stands in it: the value is that of one side, and kubectl does not read it. */
  readonly inConflict?: boolean;
  /**
   * The place of `path` (relative to this object). Where the path leads nowhere (a field that is missing),
   * the place of its nearest ancestor. Values that came through an alias or a merge key are placed where the
   * text wrote them (the anchor's side).
   */
  locate(path: Path, of?: PositionOf): Location;
}

/** What reading came to: the documents in order, and what was wrong with the text (rules `yaml/…`, `input/…`). */
export interface ReadResult {
  documents: Document[];
  findings: Finding[];
}

/** A text with a name, as read from a file or standard input. */
export interface Source {
  file: string;
  text: string;
}
