import { describe, expect, it } from 'vitest';
import { fieldsRead } from '../../../src/admission/cel/fields-read.js';
import { parseCel } from '../../../src/admission/cel/parse.js';
import { fieldPath } from '../../../src/api/json.js';

const expr = (text: string) => {
  const { expr: read } = parseCel(text);
  if (!read) throw new Error(`${text} is no expression`);
  return read;
};

describe('which fields an expression reads', () => {
  it.each([
    ['object.spec.replicas <= 5', 'spec.replicas'],
    ['has(object.metadata.labels)', 'metadata.labels'],
    ['object.spec.containers.all(c, c.image.startsWith("a"))', 'spec.containers'],
    ['object.metadata.labels["app"] == object.spec.name', 'metadata.labels.app spec.name'],
    ['object.spec.ports[0].port > 80', 'spec.ports[0].port'],
    ['object.?spec.?replicas.orValue(1) > 0', 'spec.replicas'],
    ['object.metadata.?labels[?"app"].hasValue()', 'metadata.labels.app'],
    ['object.spec.a == object.spec.a', 'spec.a'],
    // What is looked up by something else is read as a whole.
    ['object.spec.map[object.spec.key]', 'spec.map spec.key'],
    ['[object.a, {"k": object.b}].size() > 0 ? object.c : oldObject.d', 'a b c'],
    ['variables.most > 1 && variables.none', 'spec.replicas'],
    ['params.max > 1', ''],
    ['object == null', ''],
  ])('%s: %s', (text, read) => {
    const variables = new Map([
      ['most', expr('variables.same')],
      ['same', expr('object.spec.replicas + variables.most')],
    ]);
    const paths = fieldsRead(expr(text), 'object', variables);
    expect(paths.map((path) => fieldPath(path)).join(' ')).toBe(read);
  });
});
