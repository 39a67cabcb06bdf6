import { describe, expect, it } from 'vitest';
import type { Flag } from '../../../src/kubectl/command/flags.js';
import { readCommands, readWords } from '../../../src/kubectl/command/read-command.js';
import { CommandError } from '../../../src/kubectl/command/words.js';
import { KUBECTL_VERBS } from '../../../src/kubectl/verbs/index.js';

const FLAGS: readonly Flag[] = [
  { name: 'force' },
  { name: 'size', short: 's', is: 'number' },
  { name: 'timeout', is: 'duration' },
  { name: 'label', short: 'l', is: 'text' },
  { name: 'cascade', is: 'text', alone: 'background', of: ['background', 'orphan'] },
];
const VERBS = [
  { name: 'make', usage: '', flags: FLAGS },
  { name: 'make all', usage: '', flags: [] },
  { name: 'roll back', usage: '', flags: [] },
];

const read = (line: string) => {
  const [asked] = readCommands(line, VERBS);
  const { verb, args, flags, text } = asked!;
  const given = [...FLAGS, { name: 'namespace' }].flatMap(({ name }) =>
    flags.has(name) ? [`${name}=${flags.all(name).join('|')}`] : [],
  );
  return [verb.name, args.map((word) => word.text), given, text];
};
const wrong = (
  line: string,
  verbs: readonly { name: string; usage: string; flags: readonly Flag[] }[] = VERBS,
) => {
  try {
    readCommands(line, verbs);
  } catch (error) {
    if (error instanceof CommandError) return [error.message, error.column];
  }
  throw new Error(`${line} is read`);
};

describe('a command', () => {
  it.each([
    ['kubectl make a', ['make', ['a'], [], 'make a']],
    ['make --force a', ['make', ['a'], ['force=true'], 'make --force a']],
    ['make --force=false', ['make', [], ['force=false'], 'make --force=false']],
    ['kubectl -n shop make a', ['make', ['a'], ['namespace=shop'], '-n shop make a']],
    [
      'make a -nshop -s=3 -l a=b -l c',
      ['make', ['a'], ['size=3', 'label=a=b|c', 'namespace=shop'], 'make a -nshop -s=3 -l a=b -l c'],
    ],
    ['make --cascade x', ['make', ['x'], ['cascade=background'], 'make --cascade x']],
    ['make --cascade=orphan', ['make', [], ['cascade=orphan'], 'make --cascade=orphan']],
    ['make -- --force', ['make', ['--force'], [], 'make -- --force']],
    ['make -', ['make', ['-'], [], 'make -']],
    ['make all b', ['make all', ['b'], [], 'make all b']],
    ["make 'a b' \"it's\"", ['make', ['a b', "it's"], [], "make 'a b' 'it'\\''s'"]],
  ])('%s', (line, found) => {
    expect(read(line)).toEqual(found);
  });

  it('numbers and times', () => {
    const { flags } = readWords(['make', '--size=-2', '--timeout', '1m30s'], VERBS);
    expect([flags.number('size'), flags.milliseconds('timeout'), flags.is('force')]).toEqual([
      -2,
      90_000,
      false,
    ]);
    expect([flags.number('x'), flags.milliseconds('x'), flags.text('x')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it.each([
    ['make --forse', 'unknown flag --forse, did you mean --force?', 6],
    ['make a -x', 'unknown flag -x', 8],
    ['make --size', 'a value is missing after --size', 6],
    ['make --size=two', '--size cannot be two: it is a whole number', 6],
    ['make --size two', '--size cannot be two: it is a whole number', 13],
    ['make --timeout=5', '--timeout cannot be 5: write a time such as 90s, 10m or 1h30m', 6],
    ['make --force=yes', '--force cannot be yes: it is true or false', 6],
    ['make --cascade=all', '--cascade cannot be all: it is one of background, orphan', 6],
    ['mke a', 'unknown verb mke, did you mean make?', 1],
    ['kubectl roll bakc', 'there is no roll bakc, did you mean roll back?', 14],
    ['roll', 'roll needs another word', 1],
    ['kubectl get pods', 'get changes nothing that a plan knows of', 9],
    ['kubectl', 'the verb is missing', 1],
    ['', 'there is no command', 1],
  ])('%s is not read', (line, message, column) => {
    expect(wrong(line)).toEqual([message, column]);
  });

  it('credentials are not told', () => {
    const told = (line: string) => readCommands(line, KUBECTL_VERBS)[0]?.text;
    expect(told('set env deploy/web DB_PASSWORD=hunter2 LOG=debug')).toBe(
      'set env deploy/web DB_PASSWORD=(value hidden) LOG=debug',
    );
    expect(told(`patch secret/db -p '{"data":{"a":"aHVudGVyMg=="}}'`)).toBe(
      'patch secret/db -p (value hidden)',
    );
    expect(told('create secret generic db --from-literal=a=hunter2 --from-literal "b=c d"')).toBe(
      "create secret generic db --from-literal=a=(value hidden) --from-literal 'b=(value hidden)'",
    );
    expect(told('scale deploy/web --replicas=3')).toBe('scale deploy/web --replicas=3');
  });
});
