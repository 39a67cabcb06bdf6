/** docs/versions.md: how far each minor agrees with its recordings, as their floors say. */
import { KUBERNETES_VERSIONS } from '../src/api/version.js';
import type { Floors, MeasureFloor } from './floors.js';
import { FIRST_RECORDED } from './recording.js';

const HEAD = `# How true each version is

Written by \`npm run conformance -- --page\` from \`fixtures/recorded/floors.json\`, never by hand. Each row is a measure of a recording: the
cases that have it, and those in which kubeplan's answer is the recorded one to the byte. A test fails when one that agreed no longer
does. What the recordings are, and what none of them says: [how-true.md](how-true.md).
`;

/** The whole page. */
export function versionsPage(floors: Floors): string {
  const files = Object.keys(floors);
  const sections = [...KUBERNETES_VERSIONS].reverse().map((minor) => {
    const own = files.filter((file) => minorOf(file) === minor);
    return `\n## ${minor}\n\n${own.length === 0 ? NONE : tableOf(own, floors)}`;
  });
  return HEAD + sections.join('');
}

const NONE =
  'No recording of it is kept here: what came before it or went after it is known from the minors beside it.\n';

/** `validation-1-1.37.jsonl.gz` → 1.37; the first recordings say none in their names. */
function minorOf(file: string): string {
  return /-(\d+\.\d+)\.jsonl/.exec(file)?.[1] ?? FIRST_RECORDED;
}

function tableOf(files: readonly string[], floors: Floors): string {
  const rows = files.flatMap((file) =>
    Object.entries(floors[file] ?? {}).map(
      ([measure, floor]) =>
        `| ${file.replace(/\.jsonl\.(gz|br)$/, '')} | ${measure} | ${agreement(floor)} |\n`,
    ),
  );
  return `| recording | measure | agrees | |\n| --- | --- | --- | --- |\n${rows.join('')}`;
}

function agreement({ of, open }: MeasureFloor): string {
  const number = (count: number) => count.toLocaleString('en-US');
  const agree = of - open.length;
  // Never 100 % for anything less than all.
  const share = agree === of ? '100' : (Math.floor((agree / of) * 1000) / 10).toFixed(1);
  return `${number(agree)} of ${number(of)} | ${share} %`;
}
