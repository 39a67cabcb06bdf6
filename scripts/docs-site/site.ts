/** The documentation as a static site: one HTML page for each Markdown file, with a navigation and a search. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { htmlOf } from './layout.js';
import { navigationOf } from './navigation.js';
import { type Page, pageOf } from './page.js';
import { SEARCH_OPTIONS, searchIndex } from './search.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const HERE = fileURLToPath(new URL('./', import.meta.url));
/** Pages that stand beside docs/. */
const AT_THE_TOP = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md'];

/** The Markdown files that are pages, from the top of the repository, in order. */
export function pageFiles(): string[] {
  const docs = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file.replaceAll('\\', '/')}`);
  return [...AT_THE_TOP, ...docs.sort()];
}

export function readPages(files: readonly string[]): Page[] {
  const known = new Set(files);
  return files.map((file) => pageOf(file, readFileSync(join(ROOT, file), 'utf8'), (one) => known.has(one)));
}

/** All files of the site by their places in it. Throws where a page is in no group of the navigation, or a link leads nowhere. */
export function siteFiles(): Map<string, string> {
  const files = pageFiles();
  const pages = readPages(files);
  const navigation = navigationOf(files);
  const problems = [
    ...missingIn(
      navigation.flatMap((group) => group.files),
      files,
    ),
    ...brokenLinks(pages),
  ];
  if (problems.length > 0) throw new Error(problems.join('\n'));
  const titles = new Map(pages.map(({ file, title }) => [file, title]));
  const site = new Map(pages.map((page) => [page.url, htmlOf(page, navigation, titles)]));
  const index = JSON.stringify(searchIndex(pages));
  site.set(
    'search-index.js',
    `export const OPTIONS = ${JSON.stringify(SEARCH_OPTIONS)};\nexport const INDEX = ${index};\n`,
  );
  site.set('site.js', readFileSync(join(HERE, 'browser.js'), 'utf8'));
  site.set('site.css', readFileSync(join(HERE, 'site.css'), 'utf8'));
  const minisearch = join(createRequire(import.meta.url).resolve('minisearch'), '../../es/index.js');
  site.set(
    'minisearch.js',
    readFileSync(minisearch, 'utf8').replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n'),
  );
  // GitHub Pages is not to build anything of it.
  site.set('.nojekyll', '');
  return site;
}

/** What is wrong with the navigation: pages that are not in it, and entries that are no pages. */
export function missingIn(navigation: readonly string[], files: readonly string[]): string[] {
  return [
    ...files
      .filter((file) => !navigation.includes(file))
      .map((file) => `${file} is in no group of scripts/docs-site/navigation.ts`),
    ...navigation
      .filter((file) => !files.includes(file))
      .map((file) => `${file} of the navigation is not there`),
  ];
}

/** The links to pages or headings that are not there. */
export function brokenLinks(pages: readonly Page[]): string[] {
  const anchors = new Map(pages.map(({ url, html }) => [url, new Set(html.match(/(?<= id=")[^"]+/g))]));
  return pages.flatMap(({ file, links }) =>
    links.flatMap((link) => {
      const [url = '', anchor] = link.split('#');
      const known = anchors.get(url);
      return known && (anchor === undefined || known.has(anchor)) ? [] : [`${file}: ${link} leads nowhere`];
    }),
  );
}
