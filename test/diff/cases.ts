/**
 * Files of cases. Each begins with `=== title`, options behind `|`; then the old manifests, `<<<` the new ones, `>>>`
 * all that is said of them. A line with `@` is a manifest in short:
 *   `@v1 Service NAME | spec: {…}`, `@Deployment NAME | fields of spec | fields of its container | fields of its pod`
 * where the name may have more metadata behind it: `@v1 Secret a, namespace: x | data: {…}`.
 */
export interface Case {
  title: string;
  options: Record<string, string>;
  old: string;
  now: string;
  said: string[];
}

const CASE = /^([^|\n]*?)(?: \|(.*))?\n([\s\S]*?)^<<<\n([\s\S]*?)^>>>\n([\s\S]*)$/m;

/** The cases of a file. */
export function casesOf(text: string): Case[] {
  return text
    .split(/^=== /m)
    .slice(1)
    .map((one) => {
      const [, title = '', options = '', old = '', now = '', said = ''] = CASE.exec(one) ?? [];
      const words = options.split(/\s+/).filter((word) => word !== '');
      return {
        title,
        options: Object.fromEntries(words.map((word) => word.split(/=(.*)/s) as [string, string])),
        old: whole(old),
        now: whole(now),
        said: said.trimEnd().split('\n'),
      };
    });
}

function whole(text: string): string {
  return text.replace(/^@(.*)$/gm, (_line, short: string) => `---\n${manifest(short)}`);
}

const GROUPS: Record<string, string> = {
  Deployment: 'apps/v1',
  StatefulSet: 'apps/v1',
  DaemonSet: 'apps/v1',
  ReplicaSet: 'apps/v1',
  ReplicationController: 'v1',
  Job: 'batch/v1',
  CronJob: 'batch/v1',
  Pod: 'v1',
};

/** A manifest written in short, on one line. */
export function manifest(short: string): string {
  const [head = '', ...parts] = short.split(/\s*\|(?=\s|$)\s?/);
  const [, apiVersion, kind = '', name = ''] = /^(\S+\d )?(\S+) (.*)$/.exec(head) ?? [];
  const start = `metadata: {name: ${name}}`;
  if (apiVersion !== undefined) {
    const body = parts.map((part) => `, ${part}`).join('');
    return `{apiVersion: ${apiVersion.trim()}, kind: ${kind}, ${start}${body}}`;
  }
  const [spec = '', container = 'image: i', pod = ''] = parts;
  const more = (text: string) => (text === '' ? '' : `, ${text}`);
  const restart = kind === 'Job' || kind === 'CronJob' ? ', restartPolicy: Never' : '';
  const podSpec = `{containers: [{name: c${more(container)}}]${restart}${more(pod)}}`;
  const label = 'app: a';
  const template = `{metadata: {labels: {${label}}}, spec: ${podSpec}}`;
  const inner: Record<string, string> = {
    Pod: podSpec,
    Job: `{template: ${template}${more(spec)}}`,
    CronJob: `{jobTemplate: {spec: {template: ${template}}}${more(spec)}}`,
    ReplicationController: `{template: ${template}${more(spec)}}`,
  };
  const workload = `{selector: {matchLabels: {${label}}}, template: ${template}${more(spec)}}`;
  return `{apiVersion: ${GROUPS[kind]}, kind: ${kind}, ${start}, spec: ${inner[kind] ?? workload}}`;
}
