import { fieldPath, type JsonValue } from '../../src/api/json.js';
import type { KubernetesVersion } from '../../src/api/version.js';
import { readYaml } from '../../src/manifest/yaml/read.js';
import type { CrdSchemas } from '../../src/schema/crds.js';
import type { SchemaError } from '../../src/schema/error.js';
import { validateObject } from '../../src/schema/validate.js';

/** The values of a text's documents. */
export function valuesOf(text: string): JsonValue[] {
  return readYaml(text).documents.map(({ value }) => value);
}

/** All that is said of the shape of the first object of a text, an error a line (see `shown`); empty where all is well. */
export function told(text: string, version: KubernetesVersion = '1.36', crds?: CrdSchemas): string {
  return validateObject(version, valuesOf(text)[0]!, crds).map(shown).join('\n');
}

/** An error whole, on one line: `code path: message`, then each of its other parts by name. */
export function shown({ code, path, message, ...parts }: SchemaError): string {
  const more = Object.entries(parts).map(([name, part]) => {
    return `${name} ${typeof part === 'string' ? part : JSON.stringify(part)}`;
  });
  return [`${code} ${fieldPath(path)}: ${message}`, ...more].join(' | ');
}
