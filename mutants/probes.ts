/**
 * Which test executes what: sources get probes, one for each function, statement and arm of a choice, that are set when
 * execution passes them. The same probes tell the functions that no test enters (untested.ts) and the tests that a
 * change of a line concerns (run.ts).
 */
import { isFunction, parse, type SyntaxNode, walk } from './source.js';

/** A stretch of source that is executed as a whole, as far as the probe can tell. */
export interface Probe {
  start: number;
  end: number;
  /** For the probe of a function: its name, with those that it is in. */
  name?: string;
}

interface Insertion {
  at: number;
  text: string;
  /** Of insertions at one offset: what closes comes before what opens, the innermost first; outer ones open first. */
  order: number;
}

const STATEMENT = /(Statement|^VariableDeclaration|^ClassDeclaration)$/;
const BODY_KEYS = new Set(['consequent', 'alternate', 'body']);

/** The name of what holds all probes while tests run: file → a byte for each probe. */
export const STORE = '__probes';

/** The probes of a source, in the order of its text. */
export function probesOf(code: string): Probe[] {
  return plan(code).probes;
}

/** The source with its probes built in: it does the same, and sets `globalThis.__probes[path][index]`. */
export function withProbes(code: string, path: string): string {
  const { probes, insertions } = plan(code);
  insertions.sort((a, b) => a.at - b.at || a.order - b.order);
  let made = '';
  let from = 0;
  for (const { at, text } of insertions) {
    made += code.slice(from, at) + text;
    from = at;
  }
  const name = JSON.stringify(path);
  return `const __p=(globalThis.${STORE}??={})[${name}]??=new Uint8Array(${probes.length});${made}${code.slice(from)}`;
}

function plan(code: string): { probes: Probe[]; insertions: Insertion[] } {
  const probes: Probe[] = [];
  const insertions: Insertion[] = [];
  const add = (node: SyntaxNode, name?: string): string => {
    probes.push({ start: node.start, end: node.end, ...(name !== undefined && { name }) });
    return `__p[${probes.length - 1}]=1`;
  };
  let depth = 0;
  const before = (at: number, text: string) => insertions.push({ at, text, order: 1e6 + depth });
  const after = (at: number, text: string) => insertions.push({ at, text, order: -depth });

  walk(parse(code), (node, above, key) => {
    depth = above.length;
    const [parent] = above;
    const inFunction = above.some(isFunction);
    if (isFunction(node)) {
      const body = node['body'] as SyntaxNode | null;
      if (!body) return;
      const mark = add(node, functionName(node, above, code));
      if (body.type === 'BlockStatement') {
        insertions.push({ at: body.start + 1, text: `${mark};`, order: 0 });
      } else {
        depth++;
        before(body.start, `(${mark},`);
        after(body.end, ')');
      }
      return;
    }
    if (!parent || !inFunction) return;
    if (STATEMENT.test(node.type) && node.type !== 'BlockStatement') {
      if (parent.type === 'BlockStatement' || (parent.type === 'SwitchCase' && key === 'consequent')) {
        if (node['directive'] === undefined) before(node.start, `${add(node)};`);
      } else if (BODY_KEYS.has(key) && /^(If|For|While|DoWhile)/.test(parent.type)) {
        before(node.start, `{${add(node)};`);
        after(node.end, '}');
      }
    } else if (
      (parent.type === 'ConditionalExpression' && (key === 'consequent' || key === 'alternate')) ||
      (parent.type === 'LogicalExpression' && key === 'right')
    ) {
      before(node.start, `(${add(node)},`);
      after(node.end, ')');
    }
  });
  return { probes, insertions };
}

/** A name for people: `Class.method`, `outer > inner`, `callback of map`. */
function functionName(node: SyntaxNode, above: readonly SyntaxNode[], code: string): string {
  const own = ownName(node, above, code);
  const outer = above.findIndex(isFunction);
  if (outer === -1) return own;
  return `${functionName(above[outer]!, above.slice(outer + 1), code)} > ${own}`;
}

function ownName(node: SyntaxNode, above: readonly SyntaxNode[], code: string): string {
  const text = (part: unknown) => code.slice((part as SyntaxNode).start, (part as SyntaxNode).end);
  if (node['id']) return text(node['id']).replace(/[:<].*$/s, '');
  const [parent, grand] = above;
  switch (parent?.type) {
    case 'MethodDefinition': {
      const owner = above.find(({ type }) => /^Class(Declaration|Expression)$/.test(type))?.['id'];
      return `${owner ? `${text(owner)}.` : ''}${text(parent['key'])}`;
    }
    case 'VariableDeclarator':
      return text(parent['id']).replace(/[:<].*$/s, '');
    case 'Property':
      return grand && above[2]?.type === 'VariableDeclarator'
        ? `${text(above[2]['id']).replace(/[:<].*$/s, '')}.${text(parent['key'])}`
        : text(parent['key']);
    case 'CallExpression':
      return `callback of ${text(parent['callee'])
        .split(/[\s.?]+/)
        .at(-1)!
        .slice(0, 40)}`;
    default:
      return 'function';
  }
}

/** The smallest probe around an offset; undefined for what is executed when the file is loaded. */
export function probeAt(probes: readonly Probe[], offset: number): number | undefined {
  let best: number | undefined;
  for (const [index, { start, end }] of probes.entries()) {
    if (start > offset || offset >= end) continue;
    if (best === undefined || end - start <= probes[best]!.end - probes[best]!.start) best = index;
  }
  return best;
}

/** The indexes that are set, in runs: `0-4 7 9-11`. */
export function pack(bytes: Uint8Array): string {
  const runs: string[] = [];
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] === 0) continue;
    const from = i;
    while (bytes[i + 1] === 1) i++;
    runs.push(from === i ? `${from}` : `${from}-${i}`);
  }
  return runs.join(' ');
}

/** The indexes that `pack` wrote. */
export function* unpack(packed: string): Generator<number> {
  for (const run of packed.split(' ')) {
    if (run === '') continue;
    const [from, to = from] = run.split('-').map(Number) as [number, number?];
    for (let index = from; index <= to; index++) yield index;
  }
}

/** Whether `index` is among what `pack` wrote. */
export function holds(packed: string | undefined, index: number): boolean {
  if (!packed) return false;
  return packed.split(' ').some((run) => {
    const [from, to = from] = run.split('-') as [string, string?];
    return Number(from) <= index && index <= Number(to);
  });
}
