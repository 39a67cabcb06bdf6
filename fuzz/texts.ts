/** Mutations of texts: what an editor, a merge, a template or a bad disk makes of a file. */
import type { Draw } from './draw.js';
import type { Seeds } from './seeds.js';
import { CANARY, CHARACTERS, TEXTS } from './words.js';

type Mutation = (text: string, draw: Draw, seeds: Seeds) => string;

/** So many lines behind a credential are about it. */
const NEAR = 3;

/** What a pattern may begin with at many a place, and fail at the end of. */
const RUNS = [
  '0',
  'a',
  '/',
  '-',
  '- ',
  '=',
  ' ',
  '.',
  ':',
  ': ',
  '@',
  '[',
  '{',
  '"',
  '&',
  '+A://A:',
  'a=',
  '\\',
  '\ufeff',
];

const joined = (lines: readonly string[]): string => lines.join('\n');

/** One line, by its number, made into others. */
const onLine =
  (change: (line: string, draw: Draw) => readonly string[]): Mutation =>
  (text, draw) => {
    const lines = text.split('\n');
    const at = draw.below(lines.length);
    lines.splice(at, 1, ...change(lines[at]!, draw));
    return joined(lines);
  };

/** The same on a line with no credential near it. */
const onFarLine = (change: Parameters<typeof onLine>[0]): Mutation => {
  const mutation = onLine(change);
  return (text, draw, seeds) => {
    const lines = text.split('\n');
    const marked = lines.findLastIndex((line) => line.includes(CANARY));
    // What stands before a credential is what makes it one.
    const behind = lines.slice(marked + NEAR);
    if (behind.length === 0) return text;
    return joined([...lines.slice(0, marked + NEAR), mutation(joined(behind), draw, seeds)]);
  };
};

/** These leave what stands where as it is, so that what is a credential stays one. */
const GENTLE: readonly Mutation[] = [
  onFarLine((line, draw) => [' '.repeat(1 + draw.below(4)) + line]),
  onFarLine((line, draw) => [line, draw.pick(CHARACTERS)]),
  onFarLine((line) => [line, `${/^ */.exec(line)![0]}junk: [`]),
  onFarLine((line) => [line, `${/^ */.exec(line)![0]}nope: 1`]),
  onLine((line, draw) => [`${line} ${draw.pick(['#', '# a', ' ', '\t'])}`]),
  (text) => text.replaceAll('\n', '\r\n'),
  (text) => `\ufeff${text}`,
  (text, draw) =>
    `${draw.pick(['%YAML 1.2\n---\n', '---\n', '# a\n', '{{- if .Values.a }}\n', '\t\n', 'a: &a\n'])}${text}`,
  (text, draw) =>
    `${text}${draw.pick(['...\n', '---\n', '\t', '{{ end }}\n', '}', '"', ': :\n', '\n--- |\n x'])}`,
  (text, draw, seeds) => `${text}\n---\n${draw.pick(seeds.texts)}`,
  (text, draw, seeds) => `${draw.pick(seeds.texts)}\n---\n${text}`,
];

const HARSH: readonly Mutation[] = [
  onLine(() => []),
  onLine((line) => [line, line]),
  onLine((line) => [line.replace(/^ {1,2}/, '')]),
  onLine((line) => [`\t${line}`]),
  onLine((line) => [line.trimStart()]),
  onLine((line, draw) => [line.replace(/(?<=: ).*$/, () => draw.pick(TEXTS))]),
  onLine((line) => [line.replace(/:\s/, ':')]),
  onLine((line) => [line.replace(/^(\s*)- /, '$1-')]),
  onLine((line) => [line.replace(/\d+/, '9'.repeat(300))]),
  onLine((line, draw) => [line.replace(/(?<=[:-] ).*$/, () => `'${draw.pick(RUNS).repeat(50_000)}x'`)]),
  onLine((line, draw) => [line, draw.pick(RUNS).repeat(50_000)]),
  (text, draw) => draw.pick(['\n', ' \n', '\n\t', '# a\n']).repeat(50_000) + text,
  onLine((line) => [line.replace(/^(\s*)/, '$1- ')]),
  onLine((line) => [line.replace(/^(\s*[\w"-]+:)/, '$1 &a')]),
  onLine((line) => [line.replace(/:\s.*$/, ': *a')]),
  onLine((line) => [line, `${/^ */.exec(line)![0]}<<: *a`]),
  onLine((line) => [line, `${/^ */.exec(line)![0]}? {a: [b]}`]),
  onLine((line) => [`${line} |`]),
  onLine((line) => [line.replace(/["']/, '')]),
  onLine((line) => [`# ${line}`]),
  onLine((line, draw) => {
    const at = draw.below(line.length + 1);
    return [line.slice(0, at) + draw.pick(CHARACTERS) + line.slice(at + draw.below(3))];
  }),
  (text, draw) => {
    const lines = text.split('\n');
    const [a, b] = [draw.below(lines.length), draw.below(lines.length)];
    [lines[a], lines[b]] = [lines[b]!, lines[a]!];
    return joined(lines);
  },
  (text, draw) => {
    const lines = text.split('\n');
    const from = draw.below(lines.length);
    const block = lines.slice(from, from + 1 + draw.below(8));
    const copies = Array.from({ length: draw.pick([1, 1, 2, 30]) }, () => block).flat();
    return joined(lines.toSpliced(draw.below(lines.length), 0, ...copies));
  },
  (text, draw) => {
    const from = draw.below(text.length + 1);
    return text.slice(0, from) + text.slice(from + draw.below(40));
  },
  (text, draw) => text.slice(0, draw.below(text.length + 1)),
  (text, draw) => {
    const at = draw.below(text.length + 1);
    return text.slice(0, at) + draw.pick(CHARACTERS).repeat(draw.pick([1, 1, 2, 500])) + text.slice(at);
  },
  (text, draw, seeds) => {
    const other = draw.pick(seeds.texts).split('\n');
    const lines = text.split('\n');
    return joined(
      lines.toSpliced(draw.below(lines.length), draw.below(4), ...other.slice(draw.below(other.length))),
    );
  },
  (text) => text.replaceAll('\n', '\r'),
  (text, draw) => text.replace(/(?<=[\w"] ?)[:,](?= )/g, (sign) => (draw.chance(0.05) ? '' : sign)),
];

/** The text changed `count` times, as is drawn; gently where what it hides has to stay hidden. */
export function mutateText(text: string, count: number, gentle: boolean, seeds: Seeds, draw: Draw): string {
  let changed = text;
  for (let done = 0; done < count; done++) {
    changed = draw.pick(gentle ? GENTLE : [...GENTLE, ...HARSH, ...HARSH])(changed, draw, seeds);
  }
  return changed;
}
