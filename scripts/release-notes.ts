/**
 * `npx tsx scripts/release-notes.ts v0.1.0`: what CHANGELOG.md says of a version, for its release. Ends with 1 where it says
 * nothing, or where package.json is of another version.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The text below the heading of a version, `## 0.1.0` or `## 0.1.0 (2026-12-01)`. Throws where there is none. */
export function releaseNotes(changelog: string, tag: string, version: string): string {
  const named = tag.replace(/^v/, '');
  if (named !== version) throw new Error(`the tag is ${tag}, and package.json is of ${version}`);
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find((one) => /^\S+/.exec(one)?.[0] === named);
  const text = section?.slice(section.indexOf('\n')).trim() ?? '';
  if (text === '') throw new Error(`CHANGELOG.md says nothing of ${named}`);
  return `${text}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const read = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
  const { version } = JSON.parse(read('package.json')) as { version: string };
  try {
    process.stdout.write(releaseNotes(read('CHANGELOG.md'), process.argv[2] ?? '', version));
  } catch (error) {
    console.error((error as Error).message);
    process.exit(1);
  }
}
