import type { JsonValue, Path } from '../../src/api/json.js';
import { parseManifests } from '../../src/manifest/parse.js';

/**
 * Every place of the first document of a text: `path line:column-line:column` of the value, then of the key where that
 * is a place of its own.
 */
export function places(text: string): string[] {
  const [document] = parseManifests({ file: 'x.yaml', text }).documents;
  const all: string[] = [];
  const visit = (value: JsonValue, path: Path): void => {
    const at = (of?: 'key'): string => {
      const { start, end } = document!.locate(path, of);
      return `${start.line}:${start.column}-${end.line}:${end.column}`;
    };
    const key = typeof path.at(-1) === 'string' ? ` ${at('key')}` : '';
    all.push(`${path.join('.')} ${at()}${key}`.trim());
    if (typeof value !== 'object' || value === null) return;
    for (const [step, item = null] of Object.entries(value))
      visit(item, [...path, Array.isArray(value) ? Number(step) : step]);
  };
  if (document) visit(document.value, []);
  return all;
}
