import MiniSearch from 'minisearch';
import type { Page } from './page.js';

/** What of a section is searched, and what of it a result shows. The browser's script (browser.js) reads the index by the same. */
export const SEARCH_OPTIONS = { fields: ['title', 'page', 'text'], storeFields: ['title', 'page', 'url'] };

/** An index of all sections of all pages, by their titles, their pages and their words. */
export function searchIndex(pages: readonly Page[]): MiniSearch {
  const index = new MiniSearch(SEARCH_OPTIONS);
  for (const { url, title: page, sections } of pages) {
    for (const { anchor, title, text } of sections) {
      const at = anchor === '' ? url : `${url}#${anchor}`;
      index.add({ id: at, url: at, title, page, text });
    }
  }
  return index;
}
