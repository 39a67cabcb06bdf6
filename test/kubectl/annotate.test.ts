import { describe, expect, it } from 'vitest';
import { annotate } from '../../src/kubectl/annotate.js';
import { CONFIG_MAP, found, having, run } from './client.js';

const NAME = { kind: 'ConfigMap', key: 'ns/c' };
const after = (command: string) => {
  const client = having(CONFIG_MAP);
  const said = run(client, command);
  const { labels, annotations } = found(client, 'ConfigMap', 'ns/c')!['metadata'] as Record<string, unknown>;
  return [said, labels, annotations];
};

describe('kubectl annotate', () => {
  it.each([
    ['annotate cm/c d=e', 'configmap/c annotated', { note: 'x', d: 'e' }],
    ['annotate cm/c note=x', 'configmap/c annotated', { note: 'x' }],
    ['annotate cm/c note-', 'configmap/c annotated', undefined],
    ['annotate cm/c gone-', 'configmap/c annotated', { note: 'x' }],
    [
      'annotate cm/c note=y',
      "error: --overwrite is false but found the following declared annotation(s): 'note' already has a value (x)",
      { note: 'x' },
    ],
    ['annotate cm/c note=y --overwrite', 'configmap/c annotated', { note: 'y' }],
  ])('%s', (command, said, annotations) => {
    expect(after(command)).toEqual([said, { a: 'b' }, annotations]);
  });

  it('a change cause may always be overwritten', () => {
    const client = having(CONFIG_MAP);
    const cause = (value: string) =>
      annotate(client, NAME, { 'kubernetes.io/change-cause': value }, { overwrite: false });
    expect([cause('a').word, cause('b').word]).toEqual(['annotated', 'annotated']);
  });
});
