import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createCommand } from '../../src/cli/command-line.js';
import { COMMANDS } from '../../src/cli/commands.js';
import { HELM_NAMES, KUSTOMIZE, standIns } from './programs.js';
import { commit, type Made } from './repository.js';
import { configMap, deployment, documents, node, run, workbench } from './workbench.js';

const { file, folder, read, kubeplan } = workbench();

// ── What the invocations are about

const web = file('web.yaml', deployment('web'));
const needy = file(
  'needy.yaml',
  deployment('web').replace(
    'image: web:1',
    'image: web:1\n          envFrom: [{configMapRef: {name: settings}}]',
  ),
);
const big = file('big.yaml', deployment('big', { requests: 'memory: 24Gi' }));
const webNext = file('web-next.yaml', deployment('web', { image: 'web:2' }));
const settings = file('settings.yaml', configMap('settings'));
const settingsNext = file('settings-next.yaml', configMap('settings', 'a: c'));
const snapshot = file('cluster.yaml', documents(node('one'), node('two'), deployment('old')));
const withBarePod = file(
  'with-bare-pod.yaml',
  documents(
    node('one'),
    'apiVersion: v1\nkind: Pod\nmetadata: {name: bare, namespace: default, uid: bare}\nspec: {nodeName: one, containers: [{name: a, image: a}]}\nstatus: {phase: Running}\n',
  ),
);
const wrong = 'kind: ConfigMap\napiVersion: v1\nmetadata: {name: a}\ndta: {}\n';
const bad = file('bad.yaml', wrong);
const deprecated = file('deprecated.yaml', 'apiVersion: v1\nkind: Endpoints\nmetadata: {name: db}\n');
const twoDeprecated = file(
  'two-deprecated.yaml',
  ['a', 'b'].map((name) => `apiVersion: v1\nkind: Endpoints\nmetadata: {name: ${name}}\n`).join('---\n'),
);
const shop = file(
  'shop.yaml',
  'apiVersion: example.com/v1\nkind: Shop\nmetadata: {name: a}\nspec: {size: big}\n',
);
const shopNext = file(
  'shop-next.yaml',
  'apiVersion: example.com/v1\nkind: Shop\nmetadata: {name: a}\nspec: {size: small}\n',
);
const crd = file(
  'crd.yaml',
  `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: shops.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {plural: shops, singular: shop, kind: Shop, listKind: ShopList}
  versions:
    - name: v1
      served: true
      storage: true
      schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {size: {type: integer}}}}}}
`,
);
const policy = file(
  'policy.yaml',
  `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: names}
spec:
  matchConstraints:
    resourceRules: [{apiGroups: [''], apiVersions: [v1], operations: [CREATE], resources: [configmaps]}]
  validations: [{expression: "object.metadata.name.contains('-')", message: names have a dash}]
`,
);
const untagged = file(
  'untagged.yaml',
  'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: a, image: a}]}\n',
);
const fullQuota = file(
  'full-quota.yaml',
  'apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: full, namespace: default}\nspec: {hard: {configmaps: 0}}\n',
);
const highPort = file(
  'high-port.yaml',
  'apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {type: NodePort, ports: [{port: 80, nodePort: 40000}]}\n',
);
const NO_HIGH_PORT = 'not in the valid range';
const BUDGET =
  'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: a, namespace: shop}\nspec: {maxUnavailable: 1, selector: {matchLabels: {app: a}}}\n';
const budget = file('budget.yaml', BUDGET);
const budgetInShop = file(
  'budget-in-shop.yaml',
  `${BUDGET}---\napiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n`,
);
const busy = file(
  'busy.yaml',
  documents(
    deployment('web', { replicas: 1, requests: 'cpu: 100m' }),
    'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: web}\nspec: {maxReplicas: 5, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}}]}\n',
  ),
);
const values = file('values.yaml', 'replicas: 3\n');
/** A StatefulSet that is refused while its pods may be away by several. */
const noneAway = file(
  'none-away.yaml',
  'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: db}\nspec: {serviceName: db, selector: {matchLabels: {a: b}}, updateStrategy: {rollingUpdate: {maxUnavailable: 0}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: a}]}}}\n',
);
const ONE_AWAY = ['--feature-gates', 'MaxUnavailableStatefulSet=false'];
const podResources = file(
  'pod-resources.yaml',
  'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {resources: {requests: {cpu: 1}}, containers: [{name: a, image: a}]}\n',
);
const flowSchema = file(
  'flow-schema.yaml',
  'apiVersion: flowcontrol.apiserver.k8s.io/v1beta2\nkind: FlowSchema\nmetadata: {name: a}\nspec: {priorityLevelConfiguration: {name: exempt}}\n',
);
const cron = (schedule: string) => `apiVersion: batch/v1
kind: CronJob
metadata: {name: report}
spec:
  schedule: "${schedule}"
  jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: report:1}]}}}}
`;
const hourly = file('cron.yaml', cron('0 * * * *'));
const halfHourly = file('cron-next.yaml', cron('30 * * * *'));
const lax = file(
  'scheduler.yaml',
  'apiVersion: kubescheduler.config.k8s.io/v1\nkind: KubeSchedulerConfiguration\nprofiles: [{plugins: {filter: {disabled: [{name: NodeResourcesFit}]}}}]\n',
);
const twice = file(
  'twice.yaml',
  documents(deployment('web', { namespace: 'a' }), deployment('web', { namespace: 'b', image: 'web:2' })),
);

const late = file(
  'late.yaml',
  documents(
    configMap('late').replace('{name: late}', '{name: late, namespace: late}'),
    'apiVersion: v1\nkind: Namespace\nmetadata: {name: late}\n',
  ),
);
const owned = file(
  'owned.yaml',
  documents(
    node('one'),
    deployment('web')
      .replace('replicas: 3', 'replicas: 2')
      .replace(
        '  name: web',
        '  name: web\n  managedFields: [{manager: scaler, operation: Apply, apiVersion: apps/v1, fieldsType: FieldsV1, fieldsV1: {"f:spec": {"f:replicas": {}}}}]',
      ),
  ),
);

const older = file('older.yaml', 'kubernetes: "1.28"\n');
file('configured/.kubeplan.yaml', 'kubernetes: "1.28"\n');
const known = file(
  'known.json',
  '{"format":"kubeplan.baseline/1","findings":[{"key":"images/latest-tag Pod /p spec.containers[a].image","file":"untagged.yaml","count":1}]}',
);

const nothing = file('nothing.json', '{"format":"kubeplan.baseline/1","findings":[]}');
const NOW_KNOWN = `{
  "format": "kubeplan.baseline/1",
  "findings": [
    {"key":"images/latest-tag Pod /p spec.containers[a].image","file":"untagged.yaml","count":1}
  ]
}
`;

/** A configuration says what an option would: `row` is that of `--k8s 1.28`, named and found above the files. */
function configRows(row: Row): Record<string, Row> {
  const isFile = (word: string) => word.endsWith('.yaml');
  for (const name of row.argv.filter(isFile)) file(`configured/${name}`, read(name));
  const argv = row.argv.map((word) => (isFile(word) ? `configured/${word}` : word));
  return {
    '--config': { ...row, option: ['--config', older] },
    '--no-config': { argv, option: ['--no-config'], without: row.with, with: row.without },
  };
}

// ── What stands in no file as it is

const KUBECTL = 'case "$1" in get) echo "{\\"items\\":[]}" ;; *) exit 127 ;; esac';
standIns(folder, { kustomize: KUSTOMIZE, helm: HELM_NAMES, kubectl: KUBECTL });
file('of-folder/web.yaml', deployment('web'));
file('of-folder/below/web.yaml', deployment('below'));
for (const [name, resource] of [
  ['kustomized', 'web.yaml'],
  ['remote', 'https://example.com/a'],
] as const) {
  file(`${name}/kustomization.yaml`, `resources:\n  - ${resource}\n`);
  file(`${name}/rendered.txt`, deployment('web'));
}
file('chart/Chart.yaml', 'apiVersion: v2\nname: chart\nversion: 1.0.0\n');
file('chart/web.yaml', deployment('web'));
file('chart/rendered.txt', deployment('x').split('\n').slice(3).join('\n').replace('  name: x\n', ''));

const MANY = ['A', 'B', 'C', 'D', 'E', 'F'].map((name) => `{name: ${name}, value: x}`).join(', ');
const COMMITS: readonly Made[] = [
  {
    files: {
      'web.yaml': deployment('web'),
      'many.yaml': deployment('many'),
      'none-away.yaml': read(noneAway),
      'values.yaml': 'replicas: 3\n',
      'chart/Chart.yaml': read('chart/Chart.yaml'),
      'chart/web.yaml': deployment('web'),
      'chart/rendered.txt': read('chart/rendered.txt'),
      'remote/kustomization.yaml': read('remote/kustomization.yaml'),
      'remote/rendered.txt': deployment('web'),
    },
  },
  {
    files: {
      'web.yaml': deployment('web', { image: 'web:2' }),
      'many.yaml': deployment('many').replace('image: many:1', `image: many:1\n          env: [${MANY}]`),
    },
  },
];

/** Options that say where manifests come from. `shows`: words with which a command names the workload `name` that it finds. */
function sourceRows(
  shows: (name: string) => string[],
  { none, paths }: { none: Outcome; paths: boolean },
): Record<string, Row> {
  const chart = (option: string[], name: string): Row => ({
    argv: [...shows('d6-chart'), 'chart'],
    option,
    without: [0, 'd6-chart'],
    with: [expect.any(Number) as number, name],
  });
  const rows = {
    '--no-render': chart(['--no-render'], ''),
    '--helm-values': chart(['--helm-values', 'values.yaml'], ''),
    '--release': chart(['--release', 'shop'], ''),
    '--helm-namespace': chart(['--helm-namespace', 'shop'], ''),
    '--allow-network': {
      argv: [...shows('web'), ...(paths ? ['-k'] : []), 'remote'],
      option: ['--allow-network'],
      without: [
        2,
        'https://example.com/a is not in the files, and is not fetched',
      ] satisfies Outcome as Outcome,
      with: [expect.any(Number) as number, 'web'] satisfies Outcome as Outcome,
    },
  };
  if (!paths) return rows;
  return {
    ...rows,
    '--filename': {
      argv: shows('web'),
      option: ['--filename', 'of-folder'],
      without: none,
      with: [0, 'web'],
    },
    '--recursive': {
      argv: [...shows('below'), '-f', 'of-folder'],
      option: ['--recursive'],
      without: [expect.any(Number) as number, ''],
      with: [0, 'below'],
    },
    '--kustomize': {
      argv: shows('web'),
      option: ['--kustomize', 'kustomized'],
      without: none,
      with: [0, 'web'],
    },
  };
}

// ── Every option of every command, without it and with it

/** What an invocation comes to: its status, and texts of its output (both streams), or none at all. */
type Outcome = [status: number, ...texts: string[]];

interface Row {
  argv: string[];
  /** The option with its value. */
  option: string[];
  without: Outcome;
  with: Outcome;
  /** Files of a folder in which it runs each time anew. */
  fresh?: Record<string, string>;
  /** What is committed in that folder. */
  commits?: readonly Made[];
  /** What a file below the folder holds then. */
  writes?: [file: string, text: string];
}

const ONLY_CONFIG: Outcome = [0, 'kubeplan init --baseline   keeps that apart'];

/** An option of `kubeplan init`, in a folder with one manifest that 1.37 has something to say of. */
function initRow(option: string[], without: Outcome, told: Outcome): Row {
  return {
    argv: [],
    option,
    without,
    with: told,
    fresh: { 'flow.yaml': read(flowSchema) },
  };
}

/** The options of a command that is a plan of one command. */
function shortcutRows(words: string[], command: string): Record<string, Row> {
  const argv = [...words, '--cluster', snapshot];
  return {
    '--cluster': {
      argv: words,
      option: ['--cluster', snapshot],
      without: [2, 'no cluster is given: --cluster FILE'],
      with: [0, `s  ${command}\n`],
    },
    '--namespace': {
      argv,
      option: ['--namespace', 'shop'],
      without: [expect.any(Number) as number, ''],
      with: [expect.any(Number) as number, ''],
    },
    ...assumedRows(argv),
    '--verbose': { argv, option: ['--verbose'], without: [0, `s  ${command}\n`], with: [0, '#1'] },
    '--k8s': { argv, option: ['--k8s', '1.28'], without: [0, ''], with: [0, '--k8s 1.28'] },
    '--feature-gates': { argv, option: ONE_AWAY, without: [0, ''], with: [0, ONE_AWAY.join(' ')] },
    '--format': {
      argv,
      option: ['--format', 'json'],
      without: [0, `s  ${command}\n`],
      with: [0, `${JSON_FORMAT}plan/1",`],
    },
  };
}

/** What tells how images behave comes back in what is proposed. */
function assumedRows(argv: string[]): Record<string, Row> {
  const told = (option: string[], said = option.join(' ')): Row => ({
    argv,
    option,
    without: [0, 'assumed: '],
    with: [expect.any(Number) as number, said],
  });
  return {
    '--image': told(['--image', 'old:*', 'start=20s'], "--image 'old:* start=20s'"),
    '--fail-image': told(['--fail-image', 'old:2']),
    '--never-ready': told(['--never-ready', 'old:2']),
    '--crash': told(['--crash', 'old:2']),
    '--open-world': told(['--open-world']),
  };
}

const SMALL = ['--nodes', 'name=n,memory=16Gi'];
const JSON_FORMAT = '{\n  "format": "kubeplan.';

const SCENARIO = 'apiVersion: kubeplan.dev/v1\nkind: Scenario\n';
const scenarios = file(
  'scenarios.yaml',
  documents(
    `${SCENARIO}metadata: {name: it passes}\nspec: {steps: [{expect: [{pending: none}]}]}\n`,
    `${SCENARIO}metadata: {name: it does not}\nspec: {steps: [{expect: [{pending: 1}]}]}\n`,
  ),
);

const SWEEP = 'apiVersion: kubeplan.dev/v1\nkind: Sweep\nmetadata: {name: all}\n';
const sweep = file('sweep.yaml', `${SWEEP}spec: {scenarios: [${scenarios}]}\n`);
const counted = file(
  'counted.yaml',
  `${SCENARIO}metadata: {name: it never does}\nspec: {parameters: {at: 0}, steps: [{expect: [{pending: 1}]}]}\n`,
);
const longSweep = file(
  'long-sweep.yaml',
  `${SWEEP}spec: {scenarios: [${counted}], parameters: [{name: at, values: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]}]}\n`,
);
const lintBlob = 'lint-blob.json';
beforeAll(async () => void (await kubeplan(['lint', settings, '-o', `blob=${lintBlob}`])));

const ROWS: Record<string, Record<string, Row>> = {
  lint: {
    '--k8s': {
      argv: [flowSchema],
      option: ['--k8s', '1.28'],
      without: [1, 'api/removed', 'Kubernetes 1.37: 1 error'],
      with: [0, 'api/deprecated', 'Kubernetes 1.28: 1 warning'],
    },
    '--feature-gates': {
      argv: [noneAway],
      option: ONE_AWAY,
      without: [1, 'maxUnavailable: cannot be 0'],
      with: [0, 'nothing wrong'],
    },
    '--format': {
      argv: [settings],
      option: ['--format', 'json'],
      without: [0, '1 file, 1 object, Kubernetes 1.37: nothing wrong.\n'],
      with: [0, `${JSON_FORMAT}lint/1",`],
    },
    '--quiet': {
      argv: [settings],
      option: ['--quiet'],
      without: [0, 'nothing wrong'],
      with: [0],
    },
    '--cache': {
      argv: [settings, '--shard', '1/1'],
      option: ['--cache'],
      without: [0, 'nothing wrong'],
      with: [2, '--cache and --shard exclude each other'],
    },
    '--shard': {
      argv: [bad],
      option: ['--shard', '1/2'],
      without: [1, '1 file, 1 object, Kubernetes 1.37: 1 error'],
      with: [0, '0 of 1 file (shard 1/2), 0 objects, Kubernetes 1.37: nothing to look at.\n'],
    },
    '--verbose': {
      argv: [twoDeprecated],
      option: ['--verbose'],
      without: [0, 'also  5:13', '2 warnings'],
      with: [0, '5:13  warning', '2 warnings'],
    },
    '--baseline': {
      argv: [untagged, '--set', 'recommended', '--only', 'images/latest-tag'],
      option: ['--baseline', known],
      without: [0, '1 warning'],
      with: [0, 'nothing wrong; ignored: 1 finding.'],
    },
    '--write-baseline': {
      argv: [untagged, '--only', 'images/latest-tag', '--baseline', nothing],
      option: ['--write-baseline'],
      without: [0, '1 warning'],
      with: [0, 'nothing wrong; ignored: 1 finding.'],
      writes: ['nothing.json', NOW_KNOWN],
    },
    '--node-port-range': {
      argv: [highPort],
      option: ['--node-port-range', '30000-40000'],
      without: [1, NO_HIGH_PORT],
      with: [0, 'nothing wrong'],
    },
    '--set': {
      argv: [untagged],
      option: ['--set', 'recommended'],
      without: [0, 'nothing wrong'],
      with: [0, 'images/latest-tag'],
    },
    '--rule': {
      argv: [untagged],
      option: ['--rule', 'images/latest-tag=error'],
      without: [0, 'nothing wrong'],
      with: [1, '1 error'],
    },
    '--only': {
      argv: [bad],
      option: ['--only', 'images/latest-tag'],
      without: [1, 'schema/unknown-field'],
      with: [0, 'nothing wrong'],
    },
    '--crd': {
      argv: [shop],
      option: ['--crd', crd],
      without: [0, 'Kubernetes 1.37: 1 remark'],
      with: [1, 'spec.size'],
    },
    '--policy': {
      argv: [settings],
      option: ['--policy', policy],
      without: [0, 'nothing wrong'],
      with: [1, 'denied request: names have a dash', 'because of ValidatingAdmissionPolicy names'],
    },
    '--cluster': {
      argv: [settings],
      option: ['--cluster', fullQuota],
      without: [0, 'nothing wrong'],
      with: [1, 'exceeded quota: full, requested: configmaps=1, used:'],
    },
    '--pod-security': {
      argv: [web],
      option: ['--pod-security', 'restricted'],
      without: [0, 'nothing wrong'],
      with: [1, 'violates PodSecurity "restricted:latest": runAsNonRoot != true', 'security/pod-security'],
    },
    '--closed-world': {
      argv: [budget],
      option: ['--closed-world'],
      without: [0, 'nothing wrong'],
      with: [0, 'references/selects-nothing'],
    },
    '--open-world': {
      argv: [budgetInShop],
      option: ['--open-world'],
      without: [0, 'references/selects-nothing'],
      with: [0, 'nothing wrong'],
    },
    '--fix': {
      argv: [bad],
      option: ['--fix'],
      without: [1, 'unknown field "dta"'],
      with: [0, '1 finding mended.\n1 file, 1 object, Kubernetes 1.37: nothing wrong.\n'],
      writes: ['bad.yaml', wrong.replace('dta', 'data')],
    },
    '--fix-dry-run': {
      argv: [file('unmended.yaml', wrong)],
      option: ['--fix-dry-run'],
      without: [1, 'unknown field "dta"'],
      with: [1, '-dta: {}\n+data: {}\n'],
    },
    '--strict': {
      argv: [deprecated],
      option: ['--strict'],
      without: [0, '1 warning'],
      with: [1, '1 warning'],
    },
    '--max-warnings': {
      argv: [deprecated],
      option: ['--max-warnings', '0'],
      without: [0, '1 warning'],
      with: [1, '1 warning'],
    },
    '--since': {
      argv: [deprecated],
      option: ['--since', 'HEAD'],
      without: [0, '1 warning'],
      with: [2, '--since: this is no git repository'],
    },
    '--watch': {
      argv: ['git:HEAD:.'],
      option: ['--watch'],
      without: [2, 'this is no git repository'],
      with: [2, '--watch waits for files to change, and git:HEAD:. is none'],
    },
    '--within': {
      argv: [shop],
      option: ['--within', crd],
      without: [0, 'was not checked: no CustomResourceDefinition'],
      with: [1, 'spec.size must be an integer'],
    },
    '--report-only': {
      argv: [highPort],
      option: ['--report-only'],
      without: [1, NO_HIGH_PORT],
      with: [0, NO_HIGH_PORT],
    },
    '--strict-kinds': {
      argv: [shop],
      option: ['--strict-kinds'],
      without: [0, '1 remark'],
      with: [1, '1 error'],
    },
    '--ignore-unknown-kinds': {
      argv: [shop],
      option: ['--ignore-unknown-kinds'],
      without: [0, '1 remark'],
      with: [0, 'nothing wrong'],
    },
    '--skip-non-kubernetes': {
      argv: [values],
      option: ['--skip-non-kubernetes'],
      without: [1, '1 file, 0 objects, Kubernetes 1.37: 1 error'],
      with: [0, '1 file, 0 objects, Kubernetes 1.37: nothing wrong.'],
    },
  },
  config: {
    '--config': {
      argv: ['.'],
      option: ['--config', older],
      without: [0, 'No configuration holds for .'],
      with: [0, 'For . holds older.yaml.', 'kubernetes  1.28  older.yaml:1:13'],
    },
    '--format': {
      argv: ['configured'],
      option: ['--format', 'json'],
      without: [0, 'For configured holds configured/.kubeplan.yaml.'],
      with: [0, `${JSON_FORMAT}config/1",`],
    },
  },
  init: {
    '--k8s': initRow(['--k8s', '1.28'], [0, '1 object: 1 error'], [0, '1 object: 1 warning']),
    '--github': initRow(['--github'], ONLY_CONFIG, [0, 'written  .github/workflows/kubeplan.yml']),
    '--gitlab': initRow(['--gitlab'], ONLY_CONFIG, [0, 'written  .gitlab-ci.yml']),
    '--pre-commit': initRow(['--pre-commit'], ONLY_CONFIG, [0, 'written  .pre-commit-config.yaml']),
    '--baseline': initRow(['--baseline'], ONLY_CONFIG, [0, 'written  .kubeplan-baseline.json']),
    '--yes': initRow(['--yes'], ONLY_CONFIG, [0, 'written  .kubeplan-baseline.json']),
  },
  rules: {
    '--format': {
      argv: ['images'],
      option: ['--format', 'json'],
      without: [0, 'images/latest-tag    warning  recommended'],
      with: [0, `${JSON_FORMAT}rules/1",`],
    },
  },
  explain: {
    '--cluster': {
      argv: ['deployment/old', settings],
      option: ['--cluster', snapshot],
      without: [2, 'kubeplan: deployment/old is neither among the manifests nor in the cluster'],
      with: [0, 'of deployment/old is taken to run on two: 2 of 2 nodes fit, it scores highest.\n'],
    },
    '--nodes': {
      argv: ['deployment/web', web],
      option: ['--nodes', 'name=only'],
      without: [0, '3 of 3 nodes fit', 'No nodes given, so these were taken: 3x cpu=4,memory=16Gi'],
      with: [0, 'of deployment/web runs on only: it is the only node.\n'],
    },
    '--pool': {
      argv: ['deployment/big', big],
      option: ['--pool', 'name=large,memory=64Gi'],
      without: [1, 'add 3 nodes with 24Gi memory free, untainted'],
      with: [1, 'add 2 nodes of pool large: 3 of 3 ready'],
    },
    '--then': {
      argv: ['deployment/web', web, '--nodes', '2x cpu=4'],
      option: ['--then', 'scale deploy/web --replicas=500'],
      without: [0, 'of deployment/web runs on'],
      with: [1, 'of the 500 pods that deployment/web asks for have a place.'],
    },
    '--all-pending': {
      argv: [web, big],
      option: ['--all-pending'],
      without: [2, 'web.yaml is no target: write pod/NAME or deployment/NAME'],
      with: [1, 'deployment/big stays Pending'],
    },
    '--namespace': {
      argv: ['deployment/web', twice],
      option: ['--namespace', 'b'],
      without: [
        2,
        'kubeplan: deployment/web is in several namespaces: a, b\nChoose one with -n NAMESPACE.\n',
      ],
      with: [0, 'twice.yaml:18:1'],
    },
    '--max-pods': {
      argv: ['deployment/web', web],
      option: ['--max-pods', '2'],
      without: [0, 'deployment/web runs on'],
      with: [2, 'deployment/web asks for 3 pods, and no more than 2 are planned for'],
    },
    '--scheduler-config': {
      argv: ['deployment/big', big, ...SMALL],
      option: ['--scheduler-config', lax],
      without: [1, 'Insufficient memory'],
      with: [0, 'deployment/big runs on n'],
    },
    '--verbose': {
      argv: ['deployment/big', big, '--nodes', '25x memory=16Gi'],
      option: ['--verbose'],
      without: [1, 'node-1, node-2, node-3 and 22 more'],
      with: [1, '\n  node-25  '],
    },
    '--k8s': {
      argv: ['pod/p', podResources, ...SMALL],
      option: ['--k8s', '1.28'],
      without: [0, 'pod/p runs on n'],
      with: [1, 'would be refused: Pod in version "v1" cannot be handled as a Pod: strict decoding error'],
    },
    '--feature-gates': {
      argv: ['statefulset/db', noneAway, ...SMALL],
      option: ONE_AWAY,
      without: [1, 'statefulset/db would be refused'],
      with: [0, 'runs on n'],
    },
    '--format': {
      argv: ['deployment/web', web],
      option: ['--format', 'json'],
      without: [0, 'deployment/web runs on node-2'],
      with: [0, `${JSON_FORMAT}explain/1",`],
    },
    '--quiet': {
      argv: ['deployment/web', web],
      option: ['--quiet'],
      without: [0, 'deployment/web runs on node-2'],
      with: [0],
    },
  },
  plan: {
    '--cluster': {
      argv: [web],
      option: ['--cluster', snapshot],
      without: [0, 'web on 3 nodes (assumed, 12 cpu, 48Gi free)'],
      with: [0, 'web on 2 nodes (8 cpu, 32Gi free)'],
    },
    '--node-port-range': {
      argv: [highPort],
      option: ['--node-port-range', '30000-40000'],
      without: [1, NO_HIGH_PORT],
      with: [0, '1 object applied'],
    },
    '--nodes': {
      argv: [web],
      option: ['--nodes', 'cpu=8,memory=8Gi'],
      without: [0, 'web on 3 nodes (assumed, 12 cpu, 48Gi free)'],
      with: [0, 'web on 1 node (8 cpu, 8Gi free)'],
    },
    '--namespace': {
      argv: [web, '--format', 'json'],
      option: ['--namespace', 'shop'],
      without: [0, '"namespace": "default",\n        "name": "web"'],
      with: [0, '"namespace": "shop",\n        "name": "web"'],
    },
    '--image': {
      argv: [web],
      option: ['--image', 'web:*', 'start=20s'],
      without: [0, 'web completes in 3.0 s'],
      with: [0, 'web completes in 22.0 s'],
    },
    '--fail-image': {
      argv: [web],
      option: ['--fail-image', 'web:1'],
      without: [0, 'web completes in 3.0 s'],
      with: [1, 'ImagePullBackOff ×3', 'deployment/web  0/3 ready  stuck since 2.0 s'],
    },
    '--never-ready': {
      argv: [web],
      option: ['--never-ready', 'web:1'],
      without: [0, 'web completes in 3.0 s'],
      with: [1, 'web never completes', 'NotReady: containers with unready status: [app]'],
    },
    '--then': {
      argv: [web],
      option: ['--then', 'kubectl scale deploy/web --replicas=5'],
      without: [0, 'deployment/web  3/3 ready'],
      with: [0, 'deployment.apps/web scaled', 'deployment/web  5/5 ready'],
    },
    '--open-world': {
      argv: [needy],
      option: ['--open-world'],
      without: [1, 'CreateContainerConfigError: configmap "settings" not found', 'needy.yaml:16:43'],
      with: [0, 'web completes in 3.0 s', 'taken to be there: configmap/settings'],
    },
    '--crash': {
      argv: [web],
      option: ['--crash', 'web:1'],
      without: [0, 'web completes in 3.0 s'],
      with: [1, 'CrashLoopBackOff ×3', 'deployment/web  0/3 ready  stuck since 3.0 s'],
    },
    '--pull-seconds': {
      argv: [web],
      option: ['--pull-seconds', '7.5'],
      without: [0, 'web completes in 3.0 s'],
      with: [0, 'web completes in 8.5 s'],
    },
    '--load': {
      argv: [busy],
      option: ['--load', 'deployment/web', 'cpu=350%'],
      without: [0, 'deployment/web  1/1 ready'],
      with: [0, 'horizontalpodautoscaler  deployment/web', 'deployment/web  5/5 ready'],
    },
    '--now': {
      argv: [hourly, '--for', '10min'],
      option: ['--now', '2026-01-01T08:55:00Z'],
      without: [0, 'report waits for its time.'],
      with: [0, 'report runs once, complete'],
    },
    '--until': {
      argv: [hourly],
      option: ['--until', '+150min'],
      without: [0, 'report waits for its time.'],
      with: [0, 'report runs 2 times, all complete.'],
    },
    '--for': {
      argv: [hourly],
      option: ['--for', '150min'],
      without: [0, 'report waits for its time.'],
      with: [0, 'report runs 2 times, all complete.'],
    },
    '--max-pods': {
      argv: [web],
      option: ['--max-pods', '2'],
      without: [0, 'web completes in 3.0 s'],
      with: [
        2,
        'deployment/web asks for 3 pods, and no more than 2 are planned for',
        '--max-pods NUMBER plans for more.',
      ],
    },
    '--max-steps': {
      argv: [web],
      option: ['--max-steps', '3'],
      without: [0, 'web completes in 3.0 s'],
      with: [1, 'stopped after 3 steps'],
    },
    '--summary': {
      argv: [web],
      option: ['--summary'],
      without: [0, 'deployment  replicaset/web-'],
      with: [0, 'pods: 3 created.\n\n  deployment/web  3/3 ready  complete after 3.0 s\n'],
    },
    '--order': {
      argv: [late],
      option: ['--order', 'install'],
      without: [1, 'namespaces "late" not found', '--order install   applies what others need first.'],
      with: [0, 'namespace/late       created\n          apply  configmap/late/late  created'],
    },
    '--watch': {
      argv: ['git:HEAD:.'],
      option: ['--watch'],
      without: [2, 'this is no git repository'],
      with: [2, '--watch waits for files to change, and git:HEAD:. is none'],
    },
    '--server-side': {
      argv: [web, '--cluster', owned],
      option: ['--server-side'],
      without: [0, 'web completes'],
      with: [1, 'Apply failed with 1 conflict: conflict with "scaler": .spec.replicas'],
    },
    '--force-conflicts': {
      argv: [web, '--cluster', owned, '--server-side'],
      option: ['--force-conflicts'],
      without: [1, 'Apply failed with 1 conflict'],
      with: [0, 'web completes'],
    },
    '--why': {
      argv: [web],
      option: ['--why', '2'],
      without: [0, 'web completes in 3.0 s'],
      with: [0, '\n          apply       deployment/web             created  web.yaml:4\n'],
    },
    '--verbose': {
      argv: [web],
      option: ['--verbose'],
      without: [0, 'created ×3', '--verbose   shows every step, pod by pod.'],
      with: [
        0,
        '  0.0 s  #1   apply       deployment/web ',
        '--why 12   says what led to a step, by its number.',
      ],
    },
    '--scheduler-config': {
      argv: [big, ...SMALL],
      option: ['--scheduler-config', lax],
      without: [1, 'big never completes'],
      with: [0, 'big completes in 3.0 s'],
    },
    '--k8s': {
      argv: [podResources],
      option: ['--k8s', '1.28'],
      without: [0, 'p completes in 3.0 s'],
      with: [1, 'p is refused'],
    },
    '--feature-gates': {
      argv: [noneAway],
      option: ONE_AWAY,
      without: [1, 'db is refused'],
      with: [0, 'db completes in 3.0 s'],
    },
    '--format': {
      argv: [web],
      option: ['--format', 'json'],
      without: [0, 'web completes in 3.0 s'],
      with: [0, `${JSON_FORMAT}plan/1",`],
    },
    '--quiet': {
      argv: [web],
      option: ['--quiet'],
      without: [0, 'web completes in 3.0 s'],
      with: [0],
    },
  },
  snapshot: {
    '--run': {
      argv: [],
      option: ['--run'],
      without: [0, 'kubectl get nodes,'],
      with: [0, 'kubeplan: 0 objects, Secrets without their values'],
    },
    '--output': {
      argv: ['--run'],
      option: ['--output', 'dump.yaml'],
      without: [0, 'items: []'],
      with: [0, 'kubeplan: 0 objects'],
    },
    '--context': {
      argv: [],
      option: ['--context', 'prod'],
      without: [0, '--all-namespaces -o yaml'],
      with: [0, '--all-namespaces --context prod -o yaml'],
    },
    '--kubeconfig': {
      argv: [],
      option: ['--kubeconfig', 'k.yaml'],
      without: [0, '--all-namespaces -o yaml'],
      with: [0, '--all-namespaces --kubeconfig k.yaml -o yaml'],
    },
    '--namespace': {
      argv: [],
      option: ['--namespace', 'shop'],
      without: [0, '--all-namespaces -o yaml'],
      with: [0, '--namespace shop -o yaml'],
    },
  },
  test: {
    '--watch': {
      argv: ['git:HEAD:.'],
      option: ['--watch'],
      without: [2, 'the path "git:HEAD:." does not exist'],
      with: [2, '--watch waits for files to change, and git:HEAD:. is none'],
    },
    '--filter': {
      argv: [scenarios],
      option: ['--filter', 'passes'],
      without: [1, '2 scenarios, 1 failed'],
      with: [0, '✓ it passes'],
    },
    '--format': {
      argv: [scenarios],
      option: ['--format', 'json'],
      without: [1, '✗ it does not'],
      with: [1, '"format": "kubeplan.test/1"'],
    },
    '--shard': {
      argv: [scenarios],
      option: ['--shard', '1/5'],
      without: [1, '2 scenarios, 1 failed'],
      with: [0, '✓ it passes', '1 of 2 scenarios (shard 1/5) passed'],
    },
    '--quiet': {
      argv: [scenarios],
      option: ['--quiet'],
      without: [1, '✓ it passes'],
      with: [1, '✗ it does not'],
    },
  },
  sweep: {
    '--format': {
      argv: [sweep],
      option: ['--format', 'json'],
      without: [1, '2 combinations, 1 failed\n'],
      with: [1, `${JSON_FORMAT}sweep/1",`],
    },
    '--quiet': {
      argv: [sweep],
      option: ['--quiet'],
      without: [1, '✓ it passes  1 combination\n'],
      with: [1, '✗ it does not  1 combination, 1 failed\n'],
    },
    '--verbose': {
      argv: [longSweep],
      option: ['--verbose'],
      without: [1, 'and 1 more (--verbose lists them)'],
      with: [1, '    13  expect  pending == 1'],
    },
    '--shard': {
      argv: [sweep],
      option: ['--shard', '1/5'],
      without: [1, '2 combinations, 1 failed\n'],
      with: [0, '1 of 2 combinations (shard 1/5) passed\n'],
    },
    '--emit': {
      argv: [sweep],
      option: ['--emit', 'job'],
      without: [1, '2 combinations, 1 failed\n'],
      with: [0, 'completionMode: Indexed\n  completions: 2\n'],
    },
    '--shards': {
      argv: [sweep, '--emit', 'gitlab'],
      option: ['--shards', '5'],
      without: [0, 'parallel: 2\n'],
      with: [0, 'parallel: 5\n'],
    },
    '--image': {
      argv: [sweep, '--emit', 'job'],
      option: ['--image', 'mine:1'],
      without: [0, 'image: ghcr.io/kubeplan/kubeplan:'],
      with: [0, 'image: mine:1\n'],
    },
    '--claim': {
      argv: [sweep, '--emit', 'job'],
      option: ['--claim', 'input'],
      without: [0, 'kind: ConfigMap'],
      with: [0, 'claimName: input\n'],
    },
  },
  merge: {
    '--format': {
      argv: [lintBlob],
      option: ['--format', 'json'],
      without: [0, '1 file, 1 object, Kubernetes 1.37: nothing wrong.\n'],
      with: [0, `${JSON_FORMAT}lint/1",`],
    },
    '--quiet': { argv: [lintBlob], option: ['--quiet'], without: [0, 'nothing wrong'], with: [0] },
  },
  drain: {
    '--cluster': {
      argv: ['one'],
      option: ['--cluster', snapshot],
      without: [2, 'no cluster is given: --cluster FILE'],
      with: [0, 'one can be drained: '],
    },
    '--all': {
      argv: ['--cluster', snapshot],
      option: ['--all'],
      without: [2, 'nothing to drain: name a node, or give --all'],
      with: [0, '2 of 2 nodes can be drained, each by itself.'],
    },
    '--force': {
      argv: ['one', '--cluster', withBarePod],
      option: ['--force'],
      without: [1, 'cannot delete Pods that declare no controller (use --force to override): default/bare'],
      with: [0, 'pod/bare  gone: nobody makes it anew'],
    },
    '--namespace': {
      argv: ['one', '--force', '--cluster', withBarePod],
      option: ['--namespace', 'shop'],
      without: [0, '  pod/bare  '],
      with: [0, '  pod/default/bare  '],
    },
    '--k8s': {
      argv: ['one', '--cluster', snapshot, '--format', 'json'],
      option: ['--k8s', '1.28'],
      without: [0, '"verdict": "yes"'],
      with: [0, '"verdict": "yes"'],
    },
    '--feature-gates': {
      argv: ['one', '--cluster', snapshot],
      option: ['--feature-gates', 'MemoryQoS=true'],
      without: [0, ''],
      with: [0, 'nothing that is told here depends on MemoryQoS'],
    },
    '--format': {
      argv: ['one', '--cluster', snapshot],
      option: ['--format', 'json'],
      without: [0, 'one can be drained: '],
      with: [0, `${JSON_FORMAT}drain/1",`],
    },
  },
  fail: shortcutRows(['node/one'], 'fail node/one'),
  rollout: shortcutRows(['restart', 'deployment/old'], 'kubectl rollout restart deployment/old'),
  capacity: {
    '--cluster': {
      argv: [web],
      option: ['--cluster', snapshot],
      without: [
        0,
        'No nodes given, so these were taken: 3x cpu=4,memory=16Gi',
        '327 more of deployment/web fit',
      ],
      with: [0, '214 more of deployment/web fit: number of pods ends it on one and two.'],
    },
    '--nodes': {
      argv: [web],
      option: ['--nodes', 'name=n,pods=10'],
      without: [0, 'No nodes given, so these were taken: 3x cpu=4,memory=16Gi'],
      with: [0, '7 more of deployment/web fit: number of pods ends it on n.'],
    },
    '--pool': {
      argv: [big, '--need'],
      option: ['--pool', 'name=large,memory=64Gi'],
      without: [2, 'nothing is said of nodes that could be added: --pool SPEC'],
      with: [0, 'All 3 pods that wait have a place with 2 nodes of pool large.'],
    },
    '--need': {
      argv: [big, ...SMALL, '--pool', 'name=large,memory=32Gi'],
      option: ['--need'],
      without: [0, 'No more of deployment/big fits'],
      with: [0, 'All 3 pods that wait have a place with 3 nodes of pool large.'],
    },
    '--spare': {
      argv: [web, '--nodes', '2x cpu=4'],
      option: ['--spare'],
      without: [0, 'more of deployment/web fit'],
      with: [0, '1 of 2 nodes could go: '],
    },
    '--free': {
      argv: [web, ...SMALL],
      option: ['--free'],
      without: [0, '107 more of deployment/web fit'],
      with: [0, '4 of 4 cpu and 16Gi of 16Gi memory are free on 1 node'],
    },
    '--set-requests': {
      argv: [web, ...SMALL],
      option: ['--set-requests', 'deployment/web:cpu=500m'],
      without: [0, '107 more of deployment/web fit'],
      with: [0, 'deployment/web with cpu=500m takes 1.5 cpu more.'],
    },
    '--mix': {
      argv: [web, ...SMALL],
      option: ['--mix', 'web=50'],
      without: [0, '107 more of deployment/web fit'],
      with: [0, '2 rounds of 50 deployment/web fit (100 pods).'],
    },
    '--templates-only': {
      argv: [web, ...SMALL],
      option: ['--templates-only'],
      without: [0, '107 more of deployment/web fit'],
      with: [0, '110 more of deployment/web fit'],
    },
    '--max': {
      argv: [web, ...SMALL],
      option: ['--max', '100'],
      without: [0, '107 more of deployment/web fit: '],
      with: [0, 'At least 100 more of deployment/web fit: counting stopped there.'],
    },
    '--namespace': {
      argv: ['deployment/web', twice, ...SMALL, '--format', 'json'],
      option: ['--namespace', 'b'],
      without: [
        2,
        'kubeplan: deployment/web is in several namespaces: a, b\nChoose one with -n NAMESPACE.\n',
      ],
      with: [0, '"namespace": "b",'],
    },
    '--max-pods': {
      argv: [web, ...SMALL],
      option: ['--max-pods', '2'],
      without: [0, '107 more of deployment/web fit'],
      with: [2, 'deployment/web asks for 3 pods, and no more than 2 are planned for'],
    },
    '--scheduler-config': {
      argv: [big, ...SMALL, '--max', '2'],
      option: ['--scheduler-config', lax],
      without: [0, 'No more of deployment/big fits'],
      with: [0, 'At least 2 more of deployment/big fit'],
    },
    '--verbose': {
      argv: [web, '--nodes', '2x pods=3;11x pods=2', '--templates-only'],
      option: ['--verbose'],
      without: [0, '\n  11 nodes like node-3  2 each  number of pods\n'],
      with: [0, '\n  node-13     2  number of pods\n'],
    },
    '--k8s': {
      argv: [podResources, ...SMALL],
      option: ['--k8s', '1.28'],
      without: [0, '3 more of pod/p fit: cpu ends it on n.'],
      with: [1, 'pod/p would be refused: Pod in version "v1" cannot be handled as a Pod'],
    },
    '--feature-gates': {
      argv: [noneAway, ...SMALL],
      option: ONE_AWAY,
      without: [1, 'statefulset/db would be refused'],
      with: [0, 'more of statefulset/db fit'],
    },
    '--format': {
      argv: [web],
      option: ['--format', 'json'],
      without: [0, 'more of deployment/web fit'],
      with: [0, `${JSON_FORMAT}capacity/1",`],
    },
  },
  history: {
    '--to-revision': historyRow(
      ['web.yaml'],
      ['--to-revision', '1'],
      [0, 'deployment/web: 2 revisions, now at 2'],
      [0, 'deployment/web back to revision 1: ', '.image  web:2 → web:1  git:'],
    ),
    '--only': historyRow(
      ['web.yaml'],
      ['--only', 'deployment/api'],
      [0, 'deployment/web: 2 revisions'],
      [2, 'there is no deployment/api in 2 commits of web.yaml'],
    ),
    '--commits': historyRow(
      ['web.yaml'],
      ['--commits', '1'],
      [0, 'deployment/web: 2 revisions'],
      [0, '1 older commit not read (--commits 1): revisions are counted from'],
    ),
    '--k8s': historyRow(
      ['none-away.yaml'],
      ['--k8s', '1.28'],
      [0, 'refused: '],
      [0, 'statefulset/db: 1 revision, now at 1'],
    ),
    '--feature-gates': historyRow(
      ['none-away.yaml'],
      ONE_AWAY,
      [0, 'refused: '],
      [0, 'statefulset/db: 1 revision, now at 1'],
    ),
    '--format': historyRow(
      ['web.yaml'],
      ['--format', 'json'],
      [0, 'deployment/web: 2 revisions'],
      [0, `${JSON_FORMAT}history/1",`],
    ),
    '--verbose': historyRow(
      ['many.yaml'],
      ['--verbose'],
      [
        0,
        'containers[app].env[A], containers[app].env[B], containers[app].env[C], containers[app].env[D] and 2 more',
      ],
      [0, 'containers[app].env[E] and containers[app].env[F]'],
    ),
    '--namespace': historyRow(
      ['web.yaml', '--format', 'json'],
      ['--namespace', 'shop'],
      [0, '"namespace": "default"'],
      [0, '"namespace": "shop"'],
    ),
    '--no-render': historyRow(
      ['chart'],
      ['--no-render'],
      [0, 'deployment/d6-chart: 1'],
      [0, 'deployment/web: 1'],
    ),
    '--helm-values': historyRow(
      ['chart'],
      ['--helm-values', 'values.yaml'],
      [0, 'deployment/d6-chart: 1'],
      [0, 'deployment/d8-chart: 1'],
    ),
    '--release': historyRow(
      ['chart'],
      ['--release', 'shop'],
      [0, 'deployment/d6-chart: 1'],
      [0, 'deployment/d6-shop: 1'],
    ),
    '--helm-namespace': historyRow(
      ['chart'],
      ['--helm-namespace', 'shop'],
      [0, 'deployment/d6-chart: 1'],
      [0, 'deployment/d8-chart'],
    ),
    '--allow-network': historyRow(
      ['remote'],
      ['--allow-network'],
      [2, 'https://example.com/a is not in the files, and is not fetched'],
      [0, 'deployment/web: 1 revision'],
    ),
  },
  diff: {
    '--since': {
      argv: [web],
      option: ['--since', 'HEAD'],
      without: [2, 'two sides are compared'],
      with: [2, '--since: this is no git repository'],
    },
    '--cluster': {
      argv: [web],
      option: ['--cluster', owned],
      without: [2, 'two sides are compared'],
      with: [0, 'scales 2 → 3, no rollout'],
    },
    '--nodes': {
      argv: [web, webNext],
      option: ['--nodes', '1x pods=3'],
      without: [0, 'never below 3 ready'],
      with: [0, 'and never completes'],
    },
    '--only': {
      argv: [web, webNext],
      option: ['--only', 'service'],
      without: [0, '1 changed.'],
      with: [0, '1 object not told (--only)'],
    },
    '--ignore': {
      argv: [web, webNext],
      option: ['--ignore', 'spec.template'],
      without: [0, 'web:1 → web:2'],
      with: [0, '1 change not told (--ignore)'],
    },
    '--unified': {
      argv: [
        file('lines.yaml', configMap('a', '"t": "1\\n2\\n3\\nx\\n"')),
        file('lines-next.yaml', configMap('a', '"t": "1\\n2\\n3\\ny\\n"')),
      ],
      option: ['--unified', '3'],
      without: [0, 'lines-next.yaml:4:13\n       2\n'],
      with: [0, 'lines-next.yaml:4:13\n       1\n'],
    },
    '--rollback': {
      argv: [web, webNext],
      option: ['--rollback'],
      without: [0, '1 changed.'],
      with: [0, 'Going back, by applying the old manifests again: 1 changed.'],
    },
    '--server-side': {
      argv: [web, '--cluster', owned],
      option: ['--server-side'],
      without: [0, '1 changed.'],
      with: [1, 'Apply failed with 1 conflict: conflict with "scaler": .spec.replicas'],
    },
    '--force-conflicts': {
      argv: [web, '--cluster', owned, '--server-side'],
      option: ['--force-conflicts'],
      without: [1, 'Apply failed with 1 conflict'],
      with: [0, '1 changed.'],
    },
    '--k8s': {
      argv: [settings, podResources],
      option: ['--k8s', '1.28'],
      without: [0, '1 added, 1 gone.'],
      with: [1, '1 gone, 1 refused.'],
    },
    '--feature-gates': {
      argv: [settings, noneAway],
      option: ONE_AWAY,
      without: [1, '1 gone, 1 refused.'],
      with: [0, '1 added, 1 gone.'],
    },
    '--format': {
      argv: [web, webNext],
      option: ['--format', 'json'],
      without: [0, '1 changed.\n'],
      with: [0, `${JSON_FORMAT}diff/1",`],
    },
    '--quiet': {
      argv: [web, web],
      option: ['--quiet'],
      without: [0, 'Nothing changes: 1 object is the same.\n'],
      with: [0],
    },
    '--verbose': {
      argv: [web, web],
      option: ['--verbose'],
      without: [0, 'Nothing changes: 1 object is the same.\n'],
      with: [0, '\n  deployment/web  the same\n'],
    },
    '--namespace': {
      argv: [settings, settingsNext, '--format', 'json'],
      option: ['--namespace', 'shop'],
      without: [0, '"namespace": "default"'],
      with: [0, '"namespace": "shop"'],
    },
    '--node-port-range': {
      argv: [settings, highPort],
      option: ['--node-port-range', '30000-40000'],
      without: [1, NO_HIGH_PORT],
      with: [0, '1 added'],
    },
    '--crd': {
      argv: [shop, shopNext],
      option: ['--crd', crd],
      without: [0, '1 changed.'],
      with: [1, '1 refused.'],
    },
    '--exit-code': {
      argv: [web, webNext],
      option: ['--exit-code'],
      without: [0, '1 changed.'],
      with: [1, '1 changed.'],
    },
    '--detailed-exitcode': {
      argv: [web, webNext],
      option: ['--detailed-exitcode'],
      without: [0, '1 changed.'],
      with: [1, '1 changed.'],
    },
    '--now': {
      argv: [hourly, halfHourly],
      option: ['--now', '2026-01-31T12:00:00Z'],
      without: [0, '1 changed.'],
      with: [0, '~ cronjob/report  next runs: 12:30, 13:30 (UTC)\n'],
    },
  },
};

/** What `kubeplan history` is asked of: a file with two revisions, a chart, a kustomization. */
function historyRow(argv: string[], option: string[], without: Outcome, changed: Outcome): Row {
  return { argv, option, without, with: changed, commits: COMMITS };
}

const DECLARED = await Promise.all(
  COMMANDS.map(async ({ name, summary, load }) => {
    const command = createCommand(name, summary);
    (await load()).declare(command);
    return { name, options: command.options.map(({ long, short }) => ({ long: long ?? '', short })) };
  }),
);

const NODE = ['--nodes', 'name=n,cpu=8,memory=16Gi'];
const SOURCE_ROWS: Record<string, Record<string, Row>> = {
  lint: sourceRows(() => ['--format', 'junit'], { none: [2, 'nothing to lint'], paths: true }),
  plan: sourceRows(() => NODE, { none: [2, 'kubeplan: '], paths: true }),
  explain: sourceRows((name) => [`deployment/${name}`, ...NODE], { none: [2, 'kubeplan: '], paths: true }),
  capacity: sourceRows(() => NODE, { none: [2, 'kubeplan: '], paths: true }),
  diff: sourceRows(() => [settings], { none: [2, 'kubeplan: '], paths: false }),
};

const text = ({ out, err }: { out: string; err: string }) => out + err;

let folders = 0;
/** Runs a row's command in the folder of all, or in one of its own. */
function started(row: Row, argv: string[]) {
  if (!row.fresh && !row.commits) return kubeplan(argv);
  folders += 1;
  for (const [name, content] of Object.entries(row.fresh ?? {})) file(`fresh-${folders}/${name}`, content);
  if (row.commits) commit(join(folder, `fresh-${folders}`), row.commits);
  return run(join(folder, `fresh-${folders}`), argv);
}

function check(said: { status: number; out: string; err: string }, [status, ...texts]: Outcome): void {
  expect({ status: said.status, said: text(said) }).toEqual({
    status,
    said: texts.length === 0 ? '' : expect.stringContaining(texts[0]!),
  });
  for (const more of texts) expect(text(said)).toContain(more);
}

describe.each(DECLARED)('kubeplan $name', ({ name, options }) => {
  const shared = options.some(({ long }) => long === '--no-config') ? ROWS[name]?.['--k8s'] : undefined;
  const rows = { ...ROWS[name], ...(shared && configRows(shared)), ...SOURCE_ROWS[name] };

  it('has a row here for each of its options, and no others', () => {
    expect(Object.keys(rows).sort()).toEqual(options.map(({ long }) => long).sort());
  });

  it.each(options.filter(({ long }) => rows[long]))('does something else with $long', async (option) => {
    const row = rows[option.long]!;
    const { argv, option: words, without, with: changed, writes } = row;
    expect(words[0]).toBe(option.long);
    const plain = await started(row, [name, ...argv]);
    check(plain, without);
    if (writes) expect(read(writes[0])).not.toBe(writes[1]);
    const told = await started(row, [name, ...argv, ...words]);
    check(told, changed);
    expect(told).not.toEqual(plain);
    if (writes) expect(read(writes[0])).toBe(writes[1]);
    if (option.short)
      expect(await started(row, [name, ...argv, option.short, ...words.slice(1)])).toEqual(told);
  });
});
