import { Document, visit } from 'yaml';
import type { JsonValue } from '../api/json.js';

/** What needs no quotes unless it is a number, a boolean or null; all else gets them, whether it must or not. */
const PLAIN = /^[A-Za-z0-9/][\w./@+=:-]*(?<!:)$/;
/** Kubernetes' reader takes it for a number, YAML 1.1 does not. */
const OCTAL = /^0o/i;

/**
 * A value as YAML to paste, on one line: `{key: dedicated, value: "true"}`. Read by Kubernetes (YAML 1.1) it is the
 * same value again; what needs quotes there has them.
 */
export function writeYaml(value: JsonValue | undefined): string {
  const document = new Document(value ?? null, { version: '1.1', merge: false });
  visit(document, {
    Scalar: (_key, node) => {
      const { value: text } = node;
      if (typeof text === 'string' && (!PLAIN.test(text) || OCTAL.test(text))) node.type = 'QUOTE_DOUBLE';
    },
  });
  return document.toString({ collectionStyle: 'flow', flowCollectionPadding: false, lineWidth: 0 }).trimEnd();
}
