import { Document, visit } from 'yaml';
import type { JsonValue } from '../api/json.js';
import { resolvePlain } from './yaml/scalars.js';

/** What may stand without quotes if it is no number, boolean, null or date; all else gets them, whether it must or not. */
const PLAIN = /^[A-Za-z0-9/][\w./@+=:-]*(?<!:)$/;

/** Lines that stand in a block as they are: no blanks at their ends, nothing but what can be printed, a line end behind the last. */
const LINES = /^(?![\n ])(?:[\x20-\x7e\u00a1-\u1fff]*\n)+$/;

/**
 * A value as YAML to paste, on one line: `{key: dedicated, value: "true"}`. Read by Kubernetes it is the same value
 * again; what needs quotes there has them, though not every YAML needs them.
 */
export function writeYaml(value: JsonValue | undefined): string {
  return quoted(value ?? null)
    .toString({ collectionStyle: 'flow', flowCollectionPadding: false, lineWidth: 0 })
    .trimEnd();
}

/** A value as the text of a file of YAML, with a line end; quoted as `writeYaml` does, but for texts of several lines. */
export function writeYamlFile(value: JsonValue): string {
  const document = quoted(value);
  visit(document, {
    Scalar: (key, node) => {
      const { value: text } = node;
      if (key !== 'key' && typeof text === 'string' && LINES.test(text)) node.type = 'BLOCK_LITERAL';
    },
  });
  return document.toString({ lineWidth: 0 });
}

/** The document of a value, with quotes wherever some reader of YAML would take the text for something else. */
function quoted(value: JsonValue): Document {
  const document = new Document(value, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar: (_key, node) => {
      const { value: text } = node;
      if (typeof text === 'string' && !isPlain(text)) node.type = 'QUOTE_DOUBLE';
    },
  });
  return document;
}

function isPlain(text: string): boolean {
  return PLAIN.test(text) && resolvePlain(text).type === 'str';
}
