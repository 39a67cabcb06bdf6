import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from './version.js';

/** Where the pages of rules lie: in a checkout, and in what is shipped, where the build puts a copy. */
const FOLDERS = [join('docs', 'rules'), join('dist', 'rules')];

/** The text of a page of docs/rules, `apps/selector.md`. Throws where the installation is not whole. */
export function rulePageText(page: string): string {
  const files = FOLDERS.map((folder) => join(packageFolder() ?? '.', folder, page));
  const file = files.find(existsSync);
  if (file === undefined) throw new Error(`the page ${page} is missing: the installation is incomplete`);
  return readFileSync(file, 'utf8');
}
