import { describe, expect, it } from 'vitest';
import { navigationOf } from '../scripts/docs-site/navigation.js';
import { escapeHtml, pageOf, relativeUrl, urlOf } from '../scripts/docs-site/page.js';
import { searchIndex } from '../scripts/docs-site/search.js';
import { brokenLinks, missingIn, pageFiles, readPages, siteFiles } from '../scripts/docs-site/site.js';
import { CATALOGUE } from '../src/lint/rules/catalogue.js';

const files = pageFiles();
const pages = readPages(files);

describe('the site', () => {
  it('has every page in its navigation, once, and no link that leads nowhere', () => {
    const navigation = navigationOf(files).flatMap((group) => group.files);
    expect(missingIn(navigation, files)).toEqual([]);
    expect(new Set(navigation).size).toBe(navigation.length);
    expect(brokenLinks(pages)).toEqual([]);
  });

  it('is whole: each page with its own title, its way back, and what the browser loads', () => {
    const site = siteFiles();
    for (const { url } of pages) {
      const html = site.get(url)!;
      expect(html).toContain('<meta name="viewport" content="width=device-width');
      expect(html.match(/aria-current="page"/g)).toHaveLength(1);
      for (const [, name = ''] of html.matchAll(/(?:href|src)="((?!https?:|#)[^"#]*)/g)) {
        expect(site.has(new URL(name, `http://site/${url}`).pathname.slice(1)), `${url}: ${name}`).toBe(true);
      }
    }
    expect(site.get('minisearch.js')).toContain('export');
    expect(site.get('rules/apps/selector.html')).toContain('data-root="../../"');
  });

  it('finds every rule by its name', () => {
    const index = searchIndex(pages);
    const missed = CATALOGUE.filter(({ name }) => {
      const found = index
        .search(name, { prefix: true, fuzzy: 0.15, boost: { title: 4, page: 2 } })
        .slice(0, 12);
      return !found.some(({ title }) => title === name);
    });
    expect(missed.map(({ name }) => name)).toEqual([]);
  });
});

describe('a page', () => {
  it('has its place, its headings as anchors, and its links as those of the site', () => {
    const text =
      '# A `b`\n\nsee [c](../docs/c.md#d), [code](src/a.ts), [x](https://x)\n\n## What? & why\n\n## What? & why\n\n| | a |\n| --- | --- |\n| b | <c> |\n\n```yaml\na: "<b>"\n```\n';
    const page = pageOf('docs/a.md', text, (file) => file === 'docs/c.md');
    expect(page).toMatchObject({ url: 'a.html', title: 'A b', links: ['c.html#d'] });
    expect(page.sections.map(({ anchor }) => anchor)).toEqual(['', 'what--why', 'what--why-1']);
    expect(page.html).toContain('href="c.html#d"');
    expect(page.html).toContain('href="https://github.com/kubeplan/kubeplan/blob/main/docs/src/a.ts"');
    expect(page.html).toContain('&quot;&lt;b&gt;&quot;');
    expect(page.html).toContain('<div class="wide" tabindex="0"><table>');
    expect(brokenLinks([page])).toEqual(['docs/a.md: c.html#d leads nowhere']);
  });

  it('without a heading is called by its file', () => {
    expect(pageOf('docs/a.md', 'text\n', () => false)).toMatchObject({ title: 'docs/a.md' });
  });

  it.each([
    ['README.md', 'index.html'],
    ['docs/rules/README.md', 'rules/index.html'],
    ['docs/plan.md', 'plan.html'],
    ['CHANGELOG.md', 'changelog.html'],
  ])('%s is %s', (file, url) => {
    expect(urlOf(file)).toBe(url);
  });

  it('is reached from others', () => {
    expect(relativeUrl('rules/apps/a.html', 'index.html')).toBe('../../index.html');
    expect(relativeUrl('a.html', 'a.html#b')).toBe('a.html#b');
    expect(escapeHtml('<a href="b">&</a>')).toBe('&lt;a href=&quot;b&quot;&gt;&amp;&lt;/a&gt;');
  });

  it('is missed where the navigation forgets it', () => {
    expect(missingIn(['a'], ['b'])).toEqual([
      'b is in no group of scripts/docs-site/navigation.ts',
      'a of the navigation is not there',
    ]);
  });
});
