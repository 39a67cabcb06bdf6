const RENDER = 'render it first and check what comes out';

/** How a template language shows itself in a text that should be a manifest. */
const LANGUAGES: { name: string; sign: RegExp; hint: string; inQuotes: boolean }[] = [
  {
    name: 'a Helm template',
    sign: /\{\{-?\s*(?:include|template|toYaml|define|tpl|end|else|if|with|range|\/\*|\$?\.(?:Values|Release|Chart|Files|Capabilities)|\$)/,
    hint: 'render it first: helm template RELEASE CHART | kubeplan lint -',
    // Nobody else writes these, and quotes within the expression end those around it.
    inQuotes: true,
  },
  { name: 'a Jinja template', sign: /\{%/, hint: RENDER, inQuotes: false },
  { name: 'a template', sign: /\{\{/, hint: RENDER, inQuotes: false },
];

export interface Template {
  name: string;
  hint: string;
  /** Where the first template expression begins. */
  offset: number;
  end: number;
}

/** So much of the broken text is searched. */
const LOOKED_AT = 20_000;

/** The template expression, if any, in the part of a text where reading failed. */
export function findTemplate(text: string, from: number, to: number): Template | undefined {
  const piece = text.slice(from, Math.min(to, from + LOOKED_AT));
  for (const language of LANGUAGES) {
    const first = language.sign.exec(piece);
    if (!first || !isOpen(piece, first.index, language.inQuotes)) continue;
    const close = first[0].startsWith('{%') ? '%}' : '}}';
    const [line = ''] = piece.slice(first.index).split('\n', 1);
    const length = line.includes(close) ? line.indexOf(close) + close.length : line.trimEnd().length;
    const offset = from + first.index;
    return { name: language.name, hint: language.hint, offset, end: offset + length };
  }
  return undefined;
}

/** Whether an expression stands where a template engine's output would be YAML: not in a comment, nor in quotes. */
function isOpen(text: string, offset: number, inQuotes: boolean): boolean {
  const before = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  if (/(?:^|\s)#/.test(before)) return false;
  const quotes = before.match(/["']/g)?.length ?? 0;
  return inQuotes || quotes % 2 === 0;
}
