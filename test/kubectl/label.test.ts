import { describe, expect, it } from 'vitest';
import { label } from '../../src/kubectl/label.js';
import { CONFIG_MAP, found, having, run } from './client.js';

const NAME = { kind: 'ConfigMap', key: 'ns/c' };
const after = (command: string) => {
  const client = having(CONFIG_MAP);
  const said = run(client, command);
  const { labels, annotations } = found(client, 'ConfigMap', 'ns/c')!['metadata'] as Record<string, unknown>;
  return [said, labels, annotations];
};

describe('kubectl label', () => {
  it.each([
    ['label cm/c d=e', 'configmap/c labeled', { a: 'b', d: 'e' }],
    ['label cm c a=b', 'configmap/c not labeled', { a: 'b' }],
    ['label cm/c a-', 'configmap/c unlabeled', undefined],
    ['label cm/c gone-', 'configmap/c not labeled', { a: 'b' }],
    ['label cm/c a- longer=value', 'configmap/c labeled', { longer: 'value' }],
    ['label cm/c a- c=', 'configmap/c unlabeled', { c: '' }],
    ['label cm/c a=z', "error: 'a' already has a value (b), and --overwrite is false", { a: 'b' }],
    ['label cm/c a=z --overwrite', 'configmap/c labeled', { a: 'z' }],
    ['label cm/c a- --overwrite', 'configmap/c labeled', undefined],
  ])('%s', (command, said, labels) => {
    expect(after(command)).toEqual([said, labels, { note: 'x' }]);
  });

  it('is refused', () => {
    const client = having(CONFIG_MAP);
    expect(run(client, 'label cm/c d=-')).toBe(
      `The ConfigMap "c" is invalid: metadata.labels: Invalid value: "-": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')`,
    );
    expect(run(client, 'label cm/none d=e')).toBe(
      'Error from server (NotFound): configmaps "none" not found',
    );
  });

  it('overwrites unless it is told not to', () => {
    const client = having(CONFIG_MAP);
    expect(label(client, NAME, { a: 'z' }).changed).toBe(true);
    expect(label(client, NAME, { a: 'y' }, { overwrite: false })).toMatchObject({
      changed: false,
      error: "'a' already has a value (z), and --overwrite is false",
    });
  });
});
