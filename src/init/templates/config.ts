import type { KubernetesVersion } from '../../api/version.js';
import { isGlob } from '../../manifest/glob.js';
import { writeYaml } from '../../manifest/write-yaml.js';
import { BASELINE_FILE, type NewFile, REPOSITORY } from '../new-file.js';
import type { Survey } from '../survey.js';

/** The line by which editors find what the file may hold. */
const SCHEMA = `# yaml-language-server: $schema=https://raw.githubusercontent.com/${REPOSITORY}/main/schemas/config.json`;

/** `.kubeplan.yaml`: what `kubeplan lint .` has to know of the repository. */
export function configFile({ charts, crds }: Survey, k8s: KubernetesVersion, baseline: boolean): NewFile {
  const unread = charts.flatMap((chart) => chart.unread);
  return {
    path: '.kubeplan.yaml',
    text: [
      SCHEMA,
      `# What there is: https://github.com/${REPOSITORY}/blob/main/docs/configuration.md`,
      `kubernetes: '${k8s}'`,
      ...(unread.length > 0
        ? ['# A chart is checked as it is rendered: kubeplan lint CHART.', ...list('exclude', unread)]
        : []),
      ...(crds.length > 0 ? ['# Known also where single files are checked.', ...list('crds', crds)] : []),
      'lint:',
      '  skipNonKubernetes: true',
      ...(baseline ? [`  baseline: ${BASELINE_FILE}`] : []),
      '',
    ].join('\n'),
  };
}

/** A list of paths; one that would be read as a pattern is left for its owner to write. */
function list(field: string, paths: readonly string[]): string[] {
  const named = paths.filter((path) => !isGlob(path));
  return named.length === 0 ? [] : [`${field}:`, ...named.map((path) => `  - ${writeYaml(path)}`)];
}
