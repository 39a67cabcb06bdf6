import type { JsonValue } from '../../api/json.js';
import type { Duplicate } from './compose.js';
import { type Characters, type Part, readParts, toCharacters } from './parts.js';
import type { Problem } from './problem.js';
import { breaksBetween, serverText } from './server-text.js';

/** A document as Kubernetes' reader hands it on. */
interface YamlDocument {
  value: JsonValue;
  /** Keys given twice, which only a strict reader refuses. */
  duplicates: Duplicate[];
}

/** Where and why Kubernetes' reader stops. */
interface YamlError {
  /** The reader's own words, without the line. */
  message: string;
  /** The place in the text. */
  offset: number;
  /** The line of it, counted from 1 within its chunk, as the reader counts. */
  line: number;
  /** What kubectl prints, word for word, where that can be known. */
  server?: string;
}

/** What Kubernetes' reader makes of a text. */
export interface YamlStream {
  /** The documents before the end or the error, without empty ones. */
  documents: YamlDocument[];
  error?: YamlError;
  /**
   * By chunk that is not empty, those behind an error included: what a strict reader says of it, empty if nothing.
   * Undefined for a text that is read as JSON or has a separator that is none.
   */
  strict?: string[];
}

/**
 * Reads a text exactly as kubectl's stream decoder does (YAMLOrJSONDecoder of k8s.io/apimachinery 0.36 with
 * sigs.k8s.io/yaml 1.6, that is go-yaml v2): the same documents, stopping at the same text. Never throws.
 */
export function readYaml(text: string): YamlStream {
  const characters = toCharacters(text);
  const parts = readParts(characters);
  const stream: YamlStream = { documents: [] };
  for (const part of parts) {
    const problem = part.badSeparator ?? part.problem;
    if (problem) {
      stream.error = errorOf(characters, part, problem);
      break;
    }
    if (part.value !== null) stream.documents.push({ value: part.value, duplicates: part.duplicates });
  }
  if (!parts.some((part) => part.json || part.jsonProblem || part.badSeparator)) {
    stream.strict = parts.filter((part) => part.problem || part.value !== null).map(strictError);
  }
  return stream;
}

function errorOf(characters: Characters, part: Part, problem: Problem): YamlError {
  const line = breaksBetween(characters.codes, part.start, problem.offset) + 1;
  const error: YamlError = { message: problem.phrase, offset: problem.offset, line };
  // What was tried as JSON first is refused as JSON.
  const server = serverText(part.jsonProblem ?? problem, part, characters);
  if (server !== undefined) error.server = server;
  return error;
}

function strictError(part: Part): string {
  if (part.problem) return part.problem.phrase;
  return part.duplicates.map((duplicate) => `key "${duplicate.key}" already set in map`).join('\n');
}
