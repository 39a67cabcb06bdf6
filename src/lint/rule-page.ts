/** What a page of docs/rules tells of a rule. */
import type { CatalogueEntry } from './rules/catalogue.js';

/** A page, or a section of one that tells of several rules. */
export interface RulePage {
  /** How bad what it finds is, and under which options: `info; error with --strict-kinds`. */
  severity: string;
  /** Why it matters, in paragraphs. */
  why: string[];
  /** A manifest in which it finds something, and the same one mended; there are none of what no short manifest can show. */
  wrong?: string;
  right?: string;
  /** What other linters call it: `kube-linter latest-tag`. */
  elsewhere: string[];
}

const SEVERITY = /\s*Severity: ([^.]*(?:`[^`]*`[^.]*)*)\.\s*/;
const ELSEWHERE = /^Elsewhere: (.*)\.$/;

/** Reads what the page that `docs` of the catalogue names, given as `text`, tells of a rule. */
export function readRulePage(text: string, { summary, docs }: CatalogueEntry): RulePage {
  const [told = '', ...examples] = sectionOf(text, docs).split(/^## /m);
  // The heading is the name, which is known.
  const words = told.slice(told.indexOf('\n') + 1).replace(summary, '');
  const paragraphs = words
    .replace(SEVERITY, '\n\n')
    .split(/\n{2,}/)
    .map((paragraph) => plain(paragraph.replaceAll('\n', ' ')))
    .filter((paragraph) => paragraph !== '');
  const example = (heading: string) =>
    examples.flatMap(
      (part) => new RegExp(`^${heading}\\n\\n\`\`\`yaml\\n(.*?)\`\`\``, 's').exec(part)?.[1] ?? [],
    )[0];
  const [wrong, right] = [example('Wrong'), example('Right')];
  return {
    severity: plain(SEVERITY.exec(words)?.[1] ?? ''),
    why: paragraphs.filter((paragraph) => !ELSEWHERE.test(paragraph)),
    ...(wrong !== undefined && { wrong }),
    ...(right !== undefined && { right }),
    elsewhere: paragraphs.flatMap((paragraph) => ELSEWHERE.exec(paragraph)?.[1]?.split(', ') ?? []),
  };
}

/** All of a page, or its section, from its heading to the next. */
function sectionOf(page: string, docs: string): string {
  const anchor = docs.split('#')[1];
  if (anchor === undefined) return page;
  // A heading's anchor is its text without what is no letter, digit or hyphen.
  const sections = page.split(/^#(?=# )/m);
  return sections.find((section) => section.split('\n')[0]?.replaceAll(/[# /]/g, '') === anchor) ?? '';
}

/** Markdown as a terminal shows it: code and links by their text alone. */
function plain(markdown: string): string {
  return markdown
    .replace(/`([^`]*)`/g, '$1')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .trim();
}
