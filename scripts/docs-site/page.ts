import { posix } from 'node:path';
import { Marked, type Token, type Tokens } from 'marked';

/** Where what is no page of the site can be read. */
const REPOSITORY = 'https://github.com/kubeplan/kubeplan/blob/main/';

/** A part of a page, from one heading to the next: what a search finds. */
interface Section {
  /** The anchor of its heading; empty for the beginning of a page. */
  anchor: string;
  title: string;
  text: string;
}

export interface Page {
  /** The Markdown file, from the top of the repository. */
  file: string;
  /** Its place in the site. */
  url: string;
  title: string;
  html: string;
  sections: Section[];
  /** What it links to within the site: `plan.html#json`. */
  links: string[];
}

/** `docs/rules/README.md` as `rules/index.html`. */
export function urlOf(file: string): string {
  const below = file.replace(/^docs\//, '').replace(/(^|\/)README\.md$/, '$1index.md');
  return below.replace(/\.md$/, '.html').replace(/^(?:CHANGELOG|CONTRIBUTING)/, (name) => name.toLowerCase());
}

/** Makes a page of a Markdown text. `isPage`: whether a file is a page of the site; links to other files lead to the repository. */
export function pageOf(file: string, text: string, isPage: (file: string) => boolean): Page {
  const url = urlOf(file);
  const links: string[] = [];
  const anchors = new Anchors();
  const headings = new Map<Token, string>();
  const marked = new Marked({
    gfm: true,
    renderer: {
      heading(token) {
        const id = headings.get(token) ?? '';
        const own = this.parser.parseInline(token.tokens);
        return `<h${token.depth} id="${id}">${own} <a class="anchor" href="#${id}" aria-label="link to this section">#</a></h${token.depth}>\n`;
      },
      link({ href, tokens }) {
        const target = targetOf(href, file, isPage);
        if (target.is === 'page') links.push(target.at);
        const to = target.is === 'page' ? relativeUrl(url, target.at) : target.at;
        return `<a href="${escapeHtml(to)}">${this.parser.parseInline(tokens)}</a>`;
      },
      table(token) {
        const row = (cells: Tokens.TableCell[], tag: string) =>
          `<tr>${cells.map((cell) => `<${tag}>${this.parser.parseInline(cell.tokens)}</${tag}>`).join('')}</tr>\n`;
        const head = token.header.some(({ text: own }) => own !== '')
          ? `<thead>\n${row(token.header, 'th')}</thead>\n`
          : '';
        const body = token.rows.map((cells) => row(cells, 'td')).join('');
        return `<div class="wide" tabindex="0"><table>\n${head}<tbody>\n${body}</tbody></table></div>\n`;
      },
      code({ text: code, lang }) {
        const name = lang === undefined || lang === '' ? '' : ` class="language-${escapeHtml(lang)}"`;
        return `<pre tabindex="0"><code${name}>${escapeHtml(code)}\n</code></pre>\n`;
      },
    },
  });
  const tokens = marked.lexer(text);
  for (const token of tokens) {
    if (token.type === 'heading') headings.set(token, anchors.of((token as Tokens.Heading).text));
  }
  const html = marked.parser(tokens);
  const [first] = tokens.filter((token): token is Tokens.Heading => token.type === 'heading');
  const title = plainText(first?.text ?? file);
  return { file, url, title, html, sections: sectionsOf(tokens, headings, title), links };
}

type Target = { is: 'page' | 'elsewhere'; at: string };

function targetOf(href: string, file: string, isPage: (file: string) => boolean): Target {
  if (/^[a-z]+:/i.test(href)) return { is: 'elsewhere', at: href };
  const [path = '', anchor] = href.split('#');
  const at = anchor === undefined ? '' : `#${anchor}`;
  const named = path === '' ? file : posix.join(posix.dirname(file), path);
  return isPage(named)
    ? { is: 'page', at: urlOf(named) + at }
    : { is: 'elsewhere', at: REPOSITORY + named + at };
}

/** The way from one page to another. */
export function relativeUrl(from: string, to: string): string {
  return posix.relative(posix.dirname(from), to) || posix.basename(to);
}

/** Anchors as GitHub makes them of headings, each once. */
class Anchors {
  readonly #counts = new Map<string, number>();

  of(heading: string): string {
    const own = plainText(heading)
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-');
    const count = this.#counts.get(own) ?? 0;
    this.#counts.set(own, count + 1);
    return count === 0 ? own : `${own}-${count}`;
  }
}

function sectionsOf(
  tokens: readonly Token[],
  headings: ReadonlyMap<Token, string>,
  title: string,
): Section[] {
  const sections: Section[] = [{ anchor: '', title, text: '' }];
  for (const token of tokens) {
    const anchor = headings.get(token);
    const { depth, text } = token as Tokens.Heading;
    if (anchor !== undefined && depth > 1) sections.push({ anchor, title: plainText(text), text: '' });
    else if (anchor === undefined) sections.at(-1)!.text += ` ${plainText(token.raw)}`;
  }
  return sections;
}

/** Markdown without its marks, as far as a search needs it. */
function plainText(markdown: string): string {
  return markdown
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[`*|]+|^#+ |^-{3,}/gm, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
