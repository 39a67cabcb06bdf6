import { Document, visit } from 'yaml';
import type { JsonValue } from '../api/json.js';
import { resolvePlain } from './yaml/scalars.js';

/** What may stand without quotes if it is no number, boolean, null or date; all else gets them, whether it must or not. */
const PLAIN = /^[A-Za-z0-9/][\w./@+=:-]*(?<!:)$/;

/**
 * A value as YAML to paste, on one line: `{key: dedicated, value: "true"}`. Read by Kubernetes it is the same value
 * again; what needs quotes there has them, though not every YAML needs them.
 */
export function writeYaml(value: JsonValue | undefined): string {
  return quoted(value ?? null)
    .toString({ collectionStyle: 'flow', flowCollectionPadding: false, lineWidth: 0 })
    .trimEnd();
}

/** A value as the text of a file of YAML, with a line end; quoted as `writeYaml` does. */
export function writeYamlFile(value: JsonValue): string {
  return quoted(value).toString({ lineWidth: 0 });
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
