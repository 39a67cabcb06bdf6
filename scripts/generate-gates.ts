/**
 * Writes `src/api/gates.generated.ts`: `npx tsx scripts/generate-gates.ts VERSION LIST`. LIST is what the release VERSION says of
 * its feature gates, `test/compatibility_lifecycle/reference/versioned_feature_list.yaml` of its repository. It begins with the
 * file as it is, and adds that release at its end: what a later list says of minors before it is taken of new gates only, since
 * a default that a patch release changed is told there as if it had never been otherwise.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { GATES } from '../src/api/gates.generated.js';
import { atMost, isBefore, KUBERNETES_VERSIONS, parseVersion } from '../src/api/version.js';

interface Listed {
  name: string;
  versionedSpecs: { default: boolean; lockToDefault: boolean; preRelease: string; version: string }[];
}

const TARGET = fileURLToPath(new URL('../src/api/gates.generated.ts', import.meta.url));
const STAGES: Readonly<Record<string, string>> = { Alpha: 'a', Beta: 'b' };
const OLDEST = KUBERNETES_VERSIONS[0];

const HEAD = `/**
 * Generated, not to be edited: the feature gates of Kubernetes, one a line, with what each is from a version on: \`+\` on by
 * default, \`-\` off, \`!\` behind it where it cannot be set otherwise, \`x\` where there is no such gate any more; before it \`a\` where it is
 * alpha, \`b\` where it is beta. What was so before the oldest minor known stands at that; a version with a patch is that of a default
 * that changed within a minor.
 */
`;

/** \`1.30a-\`, \`1.33+!\`: what changed, oldest first, up to a version. */
function changes({ versionedSpecs }: Listed, until: string): string[] {
  const found: { version: string; state: string }[] = [];
  for (const { version, default: isOn, lockToDefault, preRelease } of versionedSpecs) {
    if (!atMost(version, until)) continue;
    const state = `${STAGES[preRelease] ?? ''}${isOn ? '+' : '-'}${lockToDefault ? '!' : ''}`;
    const from = isBefore(version, OLDEST) ? OLDEST : version;
    if (found.at(-1)?.version === from) found.pop();
    if (found.at(-1)?.state !== state) found.push({ version: from, state });
  }
  return found.map(({ version, state }) => version + state);
}

function stateOf(change: string | undefined): string {
  return (change ?? '').replace(/^[\d.]+/, '');
}

const [asked = '', list = ''] = process.argv.slice(2);
const version = parseVersion(asked);
if (version === undefined || list === '') throw new Error('usage: generate-gates.ts VERSION LIST');

const lines = new Map(
  GATES.trim()
    .split('\n')
    .map((line): [string, string[]] => {
      const [name = '', ...states] = line.split(' ');
      return [name, states];
    }),
);
const listed = new Map(
  (parse(readFileSync(list, 'utf8')) as Listed[]).map((one) => [one.name, changes(one, version)]),
);
/** Puts what a gate is in that release among what it was before and after, where that is another thing. */
function add(changes: string[], state: string): void {
  const before = changes.filter((change) => atMost(change.replace(/[-+x!ab]+$/, ''), version ?? '')).length;
  if (before > 0 && stateOf(changes[before - 1]) !== state) changes.splice(before, 0, version + state);
}

for (const [name, states] of listed) {
  const known = lines.get(name);
  if (known && states.length > 0) add(known, stateOf(states.at(-1)));
  else if (states.length > 0) lines.set(name, states);
}
for (const [name, states] of lines) if (!listed.has(name)) add(states, 'x');
const body = [...lines].map(([name, states]) => `${name} ${states.join(' ')}`).sort();
writeFileSync(TARGET, `${HEAD}export const GATES = \`\n${body.join('\n')}\n\`;\n`);
