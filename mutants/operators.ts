/**
 * The faults that are tried: each a change within one line of the kind that a slip makes (a comparison, a number, a text,
 * a negation, something left out). What a change of types only would be is left out: the compiler notices.
 */
import { isNode, parse, type SyntaxNode, walk } from './source.js';

export interface Mutant {
  start: number;
  end: number;
  /** What stands from `start` to `end` instead. */
  to: string;
  /** The kind of fault, in a few words. */
  what: string;
}

const BINARY: Record<string, string> = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '===': '!==',
  '!==': '===',
  '==': '!=',
  '!=': '==',
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '%': '*',
  '&': '|',
  '|': '&',
  '<<': '>>',
  '>>': '<<',
};
const LOGICAL: Record<string, string> = { '&&': '||', '||': '&&', '??': '&&' };
const ASSIGNMENT: Record<string, string> = { '+=': '-=', '-=': '+=', '*=': '/=', '||=': '=', '??=': '=' };
const METHODS: Record<string, string> = {
  some: 'every',
  every: 'some',
  min: 'max',
  max: 'min',
  floor: 'ceil',
  ceil: 'floor',
  startsWith: 'endsWith',
  endsWith: 'startsWith',
  toLowerCase: 'toUpperCase',
  toUpperCase: 'toLowerCase',
  indexOf: 'lastIndexOf',
  lastIndexOf: 'indexOf',
  find: 'findLast',
  padEnd: 'padStart',
  padStart: 'padEnd',
  push: 'unshift',
  trimEnd: 'trimStart',
  trimStart: 'trimEnd',
};
/** Calls that can be left out, so that what they are called on goes through as it is. */
const PASSING = new Set([
  'filter',
  'sort',
  'toSorted',
  'slice',
  'trim',
  'reverse',
  'replaceAll',
  'replace',
  'flat',
]);

/** All mutants of a source, in the order of its text. */
export function mutantsOf(code: string): Mutant[] {
  const found: Mutant[] = [];
  const text = (node: SyntaxNode) => code.slice(node.start, node.end);
  const add = (start: number, end: number, to: string, what: string) => {
    if (!code.slice(start, end).includes('\n')) found.push({ start, end, to, what });
  };
  /** The operator between two operands: comments between them don't matter. */
  const operator = (
    left: SyntaxNode,
    right: SyntaxNode,
    name: string,
    to: string | undefined,
    what: string,
  ) => {
    const at = code.indexOf(name, left.end);
    if (to !== undefined && at !== -1 && at < right.start) add(at, at + name.length, to, what);
  };

  walk(parse(code), (node, above, key) => {
    const [parent] = above;
    switch (node.type) {
      case 'BinaryExpression':
      case 'LogicalExpression':
      case 'AssignmentExpression': {
        const table =
          node.type === 'BinaryExpression'
            ? BINARY
            : node.type === 'LogicalExpression'
              ? LOGICAL
              : ASSIGNMENT;
        const name = node['operator'] as string;
        operator(
          node['left'] as SyntaxNode,
          node['right'] as SyntaxNode,
          name,
          table[name],
          'another operator',
        );
        break;
      }
      case 'UnaryExpression': {
        const argument = node['argument'] as SyntaxNode;
        if (node['operator'] === '!') add(node.start, node.end, text(argument), 'negation left out');
        if (node['operator'] === '-') add(node.start, argument.start, '', 'sign left out');
        break;
      }
      case 'UpdateExpression': {
        const [from, to] = node['operator'] === '++' ? ['++', '--'] : ['--', '++'];
        add(node.start, node.end, text(node).replace(from, to), 'counts the other way');
        break;
      }
      case 'IfStatement':
      case 'ConditionalExpression':
      case 'WhileStatement': {
        const test = node['test'] as SyntaxNode;
        add(test.start, test.end, `!(${text(test)})`, 'condition negated');
        if (node.type === 'IfStatement') {
          add(test.start, test.end, 'true', 'always');
          add(test.start, test.end, 'false', 'never');
        }
        break;
      }
      case 'Literal':
        literal(node, above, key, add);
        break;
      case 'TemplateElement': {
        const raw = (node['value'] as { raw: string }).raw;
        const word = /(?<!\\)[A-Za-z0-9]/.exec(raw);
        if (word && parent?.type === 'TemplateLiteral' && above[1]?.type !== 'TaggedTemplateExpression') {
          const at = code.indexOf(raw, node.start) + word.index;
          add(at, at + 1, word[0] === 'x' ? 'y' : 'x', 'another text');
        }
        break;
      }
      case 'ReturnStatement': {
        const argument = node['argument'];
        // No other truth value than the one that is tried in its place: nothing is as good as false.
        const isPlain = isNode(argument) && /^(undefined|null|true|false)$/.test(text(argument));
        if (isNode(argument) && !isPlain) {
          add(argument.start, argument.end, 'undefined as never', 'returns nothing');
        } else if (!isNode(argument)) add(node.start, node.end, ';', 'return left out');
        break;
      }
      case 'ContinueStatement':
      case 'BreakStatement':
        if (node['label']) break;
        if (node.type === 'ContinueStatement') add(node.start, node.end, 'break;', 'break for continue');
        add(node.start, node.end, ';', 'jump left out');
        break;
      case 'ExpressionStatement':
        if (!node['directive']) add(node.start, node.end, ';', 'statement left out');
        break;
      case 'CallExpression':
        call(node, code, add);
        break;
      case 'ArrayExpression': {
        const elements = (node['elements'] as (SyntaxNode | null)[]).filter(isNode);
        for (const [index, element] of elements.entries()) {
          const next = elements[index + 1];
          const end = next ? next.start : element.end;
          if (above.some(({ type }) => type === 'TSTypeReference')) continue;
          add(element.start, end, '', 'element left out');
        }
        break;
      }
      case 'ObjectExpression': {
        for (const property of node['properties'] as SyntaxNode[]) {
          const after = /^\s*,/.exec(code.slice(property.end))?.[0].length ?? 0;
          const what = property.type === 'SpreadElement' ? 'spread left out' : 'property left out';
          add(property.start, property.end + after, '', what);
        }
        break;
      }
      default:
    }
  });
  return found.sort((a, b) => a.start - b.start || a.end - b.end || (a.to < b.to ? -1 : 1));
}

type Add = (start: number, end: number, to: string, what: string) => void;

function literal(node: SyntaxNode, above: readonly SyntaxNode[], key: string, add: Add): void {
  const [parent, grand] = above;
  const { value } = node as unknown as { value: unknown };
  if (parent && (/^(Import|Export)/.test(parent.type) || parent.type === 'TSEnumMember')) return;
  // A key names a field: `x['a']` and `{ 'a': 1 }` are the shape of data; leaving the property out is tried instead.
  if (key === 'key' || (key === 'property' && parent?.type === 'MemberExpression')) {
    if (typeof value === 'string') return;
  }
  if (typeof value === 'boolean') add(node.start, node.end, String(!value), 'the other truth');
  else if (typeof value === 'number')
    add(node.start, node.end, value === 0 ? '1' : `(${node['raw']} + 1)`, 'another number');
  else if (typeof node['bigint'] === 'string')
    add(node.start, node.end, `(${node['raw']} + 1n)`, 'another number');
  else if (typeof value === 'string') {
    if (parent?.type === 'UnaryExpression' || grand?.type === 'ImportExpression') return;
    const raw = node['raw'] as string;
    const quote = raw[0]!;
    add(
      node.start,
      node.end,
      value === '' ? `${quote}x${quote}` : `${raw.slice(0, -1)}~${quote}`,
      'another text',
    );
  } else if (node['regex']) {
    const { pattern, flags } = node['regex'] as { pattern: string; flags: string };
    if (pattern.startsWith('^'))
      add(node.start, node.end, `/${pattern.slice(1) || '(?:)'}/${flags}`, 'anchor left out');
    if (/[^\\]\$$/.test(pattern))
      add(node.start, node.end, `/${pattern.slice(0, -1)}/${flags}`, 'anchor left out');
    if (/[^\\]\+/.test(pattern)) {
      add(
        node.start,
        node.end,
        `/${pattern.replace(/([^\\])\+/, '$1*')}/${flags}`,
        'none too for one or more',
      );
    }
  }
}

function call(node: SyntaxNode, code: string, add: Add): void {
  const callee = node['callee'] as SyntaxNode;
  if (callee.type !== 'MemberExpression' || callee['computed'] === true) return;
  const property = callee['property'] as SyntaxNode;
  const object = callee['object'] as SyntaxNode;
  const name = code.slice(property.start, property.end);
  const other = METHODS[name];
  if (other !== undefined && Object.hasOwn(METHODS, name)) {
    add(property.start, property.end, other, `${other} for ${name}`);
  }
  if (PASSING.has(name)) add(object.end, node.end, '', `${name} left out`);
}

/** The source with one mutant in it. */
export function withMutant(code: string, { start, end, to }: Mutant): string {
  return code.slice(0, start) + to.replace(/ as never$/, '') + code.slice(end);
}
