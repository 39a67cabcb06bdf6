/** How a template language shows itself in a text that should be a manifest. */
const LANGUAGES: { name: string; sign: RegExp; hint: string }[] = [
  {
    name: 'a Helm template',
    sign: /\{\{-?\s*(?:include|template|toYaml|define|tpl|end|else|if|with|range|\/\*|\$?\.(?:Values|Release|Chart|Files|Capabilities)|\$)/,
    hint: 'render it first: helm template RELEASE CHART | kubeplan lint -',
  },
  { name: 'a Jinja template', sign: /\{%/, hint: 'render it first and check what comes out' },
  { name: 'a template', sign: /\{\{/, hint: 'render it first and check what comes out' },
];

export interface Template {
  name: string;
  hint: string;
  /** Where the first template expression begins. */
  offset: number;
  end: number;
}

/** The template expression, if any, in the part of a text where reading failed. */
export function findTemplate(text: string, from: number, to: number): Template | undefined {
  const piece = text.slice(from, to);
  const first = /\{\{|\{%/.exec(piece);
  if (!first) return undefined;
  const language = LANGUAGES.find(({ sign }) => sign.test(piece))!;
  const close = first[0] === '{{' ? '}}' : '%}';
  const line = piece.slice(first.index).split('\n', 1)[0]!;
  const length = line.includes(close) ? line.indexOf(close) + close.length : line.trimEnd().length;
  const offset = from + first.index;
  return { name: language.name, hint: language.hint, offset, end: offset + length };
}
