/** Which page stands where in the navigation. A page of docs/ that is in none of the groups is a mistake, and the build says so. */

/** Pages under one heading, as files from the top of the repository. */
export interface Group {
  title: string;
  files: readonly string[];
  /** Folded away until one of its pages is shown. */
  folded?: boolean;
}

const RULES = 'docs/rules/';

const WRITTEN: readonly Group[] = [
  {
    title: 'Start',
    files: ['README.md', 'docs/adopt.md', 'docs/coming-from.md', 'docs/how-true.md', 'docs/versions.md'],
  },
  {
    title: 'Commands',
    files: [
      'docs/plan.md',
      'docs/test.md',
      'docs/snapshot.md',
      'docs/explain.md',
      'docs/capacity.md',
      'docs/drain.md',
      'docs/diff.md',
      'docs/history.md',
      'docs/formats.md',
      'docs/json.md',
    ],
  },
  {
    title: 'In a team',
    files: ['docs/configuration.md', 'docs/sources.md', 'docs/pre-commit.md', 'docs/ci.md', 'docs/fleet.md'],
  },
  {
    title: 'Rules',
    files: ['README.md', 'compared.md', 'suppressions.md', 'plan.md', 'rarer.md'].map((name) => RULES + name),
  },
  { title: 'The project', files: ['CHANGELOG.md', 'CONTRIBUTING.md'] },
];

/** The whole navigation: what is written above, and a group for each folder of rules. `files`: all pages there are. */
export function navigationOf(files: readonly string[]): Group[] {
  const folders = new Map<string, string[]>();
  for (const file of files) {
    const [, folder] = /^docs\/rules\/([^/]+)\/[^/]+$/.exec(file) ?? [];
    if (folder !== undefined) folders.set(folder, [...(folders.get(folder) ?? []), file]);
  }
  const groups = [...folders].map(
    ([folder, own]): Group => ({ title: `${folder}/`, files: own.sort(), folded: true }),
  );
  const [start, commands, team, rules, project] = WRITTEN as [Group, Group, Group, Group, Group];
  return [start, commands, team, rules, ...groups, project];
}
