/** npm run docs: the documentation as a static site in site/. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { siteFiles } from './docs-site/site.js';

const target = fileURLToPath(new URL('../site/', import.meta.url));
const files = siteFiles();
rmSync(target, { recursive: true, force: true });
for (const [name, text] of files) {
  mkdirSync(dirname(join(target, name)), { recursive: true });
  writeFileSync(join(target, name), text);
}
console.log(`site/: ${files.size} files`);
