import { describe, expect, it } from 'vitest';
import { HELM, KUSTOMIZE, standIns } from './programs.js';
import { workbench } from './workbench.js';

const { file, folder, kubeplan } = workbench();
standIns(folder, { kustomize: KUSTOMIZE, helm: HELM });

const service = (name: string, more = '') =>
  `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\n${more}spec:\n  prots: [{port: 80}]\n`;
const origin = (path: string) => `  annotations:\n    config.kubernetes.io/origin: |\n      path: ${path}\n`;
const IGNORE = 'kubeplan-ignore schema/unknown-field: kept for the old operator';

let count = 0;
/** An overlay of a base with one file, which is rendered to a Service without its comments. */
function overlay(text: string, rendered = service('a')): { at: string; base: string } {
  const at = `case-${++count}`;
  file(`${at}/prod/kustomization.yaml`, 'resources: [../base]\n');
  file(`${at}/base/kustomization.yaml`, 'resources: [a.yaml]\n');
  file(`${at}/base/a.yaml`, text);
  file(`${at}/prod/rendered.txt`, rendered);
  file(
    `${at}/prod/origins.txt`,
    rendered.replace(/^ {2}name: .*\n/m, (name) => name + origin('BASE/../base/a.yaml')),
  );
  return { at, base: `${at}/base` };
}

async function lint(...argv: string[]) {
  const { out, status } = await kubeplan(['lint', '--format', 'json', ...argv]);
  const { findings } = JSON.parse(out) as {
    findings: { rule: string; location: { file: string; line: number } }[];
  };
  return { status, told: findings.map(({ rule, location }) => `${rule} ${location.file}:${location.line}`) };
}

describe('a comment in a file that is rendered', () => {
  it.each([
    ['above the object', `# ${IGNORE}\n${service('a')}`],
    ['on the line', service('a').replace('prots: [{port: 80}]', `prots: [{port: 80}] # ${IGNORE}`)],
    ['above the line', service('a').replace('  prots', `  # ${IGNORE}\n  prots`)],
    ['for the file', `${service('a')}# ${IGNORE.replace('ignore', 'ignore-file')}\n`],
  ])('%s holds for what comes of it', async (_, text) => {
    const { at, base } = overlay(text);
    expect(await lint('-k', `${at}/prod`)).toMatchObject({ status: 0, told: [] });
    const { out } = await kubeplan(['lint', '-k', `${at}/prod`, base, '--format', 'json']);
    expect(out).toContain('kept for the old operator');
    expect(await lint('-k', `${at}/prod`, base)).toMatchObject({ status: 0, told: [] });
  });

  it('holds for what an overlay alone makes wrong, and is no longer unused then', async () => {
    const right = service('a').replace('prots', 'ports');
    const { at, base } = overlay(`# ${IGNORE}\n${right}`, service('a'));
    expect(await lint(base)).toMatchObject({ told: [`suppressions/unused ${base}/a.yaml:1`] });
    expect(await lint('-k', `${at}/prod`, base)).toMatchObject({ status: 0, told: [] });
    const line = overlay(
      right
        .replace('spec:', `spec: # ${IGNORE}`)
        .replace('name: a', 'name: a # kubeplan-ignore api/removed: x'),
      service('a'),
    );
    const { told } = await lint('-k', `${line.at}/prod`, line.base);
    expect(told.filter((one) => one.startsWith('schema/'))).toHaveLength(1);
  });

  it('holds for its own object and rule only, and for no baseline', async () => {
    const two = `# ${IGNORE}\n${service('a')}---\n${service('b')}`;
    const { at } = overlay(two, `${service('a')}`);
    file(`${at}/prod/rendered.txt`, `${service('a')}---\n${service('b')}`);
    file(
      `${at}/prod/origins.txt`,
      `${service('a', origin('BASE/../base/a.yaml'))}---\n${service('b', origin('BASE/../base/a.yaml'))}`,
    );
    expect(await lint('-k', `${at}/prod`)).toMatchObject({
      status: 1,
      told: [`schema/unknown-field ${at}/base/a.yaml:14`],
    });
    const baseline = `${at}/baseline.json`;
    await kubeplan(['lint', '-k', `${at}/prod`, '--baseline', baseline, '--write-baseline']);
    expect(await lint('-k', `${at}/prod`, '--baseline', baseline)).toMatchObject({ status: 0, told: [] });
    const other = overlay(`# kubeplan-ignore api/removed: x\n${service('a')}`);
    expect((await lint('-k', `${other.at}/prod`)).told).toHaveLength(1);
  });

  it('for the file holds in a template of a chart, whatever helm makes of it', async () => {
    file('chart/Chart.yaml', 'name: shop\n');
    const body = service('a')
      .replace('name: a', 'name: {{ .Release.Name }}')
      .replace('prots', '{{ .Values.key }}');
    file('chart/templates/a.yaml', `{{/* made */}}\n# ${IGNORE.replace('ignore', 'ignore-file')}\n${body}`);
    file('chart/rendered.txt', `---\n# Source: shop/templates/a.yaml\n${service('a')}`);
    expect(await lint('chart')).toMatchObject({ status: 0, told: [] });
    file('chart/templates/a.yaml', `# ${IGNORE}\n${body}`);
    expect((await lint('chart')).told).toEqual([
      'schema/unknown-field chart/templates/a.yaml (rendered for chart):7',
    ]);
  });
});
