import type { Group } from './navigation.js';
import { escapeHtml, type Page, relativeUrl, urlOf } from './page.js';

/** A whole HTML page: search, navigation, text. `titles`: what each page is called, by its file. */
export function htmlOf(
  page: Page,
  navigation: readonly Group[],
  titles: ReadonlyMap<string, string>,
): string {
  const to = (url: string) => escapeHtml(relativeUrl(page.url, url));
  const root = '../'.repeat(page.url.split('/').length - 1);
  const isFirst = page.url === 'index.html';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${isFirst ? 'kubeplan' : `${escapeHtml(page.title)} · kubeplan`}</title>
<link rel="stylesheet" href="${to('site.css')}">
<script type="module" src="${to('site.js')}"></script>
</head>
<body data-root="${root}">
<a class="skip" href="#main">to the text</a>
<header>
<a class="name" href="${to('index.html')}">kubeplan</a>
<search><input id="search" type="search" placeholder="Search" aria-label="Search the documentation" autocomplete="off" hidden>
<ol id="results" aria-live="polite" hidden></ol></search>
</header>
<div class="columns">
<details class="navigation" open><summary>Contents</summary>
<nav aria-label="Pages">
${navigation.map((group) => groupHtml(group, page, titles)).join('\n')}
</nav>
</details>
<main id="main">
${page.html}</main>
</div>
</body>
</html>
`;
}

function groupHtml({ title, files, folded }: Group, page: Page, titles: ReadonlyMap<string, string>): string {
  const items = files.map((file) => {
    const isHere = file === page.file;
    const name = file === 'README.md' ? 'Overview' : (titles.get(file) ?? file);
    const href = escapeHtml(relativeUrl(page.url, urlOf(file)));
    return `<li><a href="${href}"${isHere ? ' aria-current="page"' : ''}>${escapeHtml(name)}</a></li>`;
  });
  const list = `<ul>\n${items.join('\n')}\n</ul>`;
  if (!folded) return `<h2>${escapeHtml(title)}</h2>\n${list}`;
  const open = files.includes(page.file) ? ' open' : '';
  return `<details${open}><summary>${escapeHtml(title)}</summary>\n${list}</details>`;
}
