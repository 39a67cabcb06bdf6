/** Every place of a manifest in which a credential may stand, beside something harmless that has to stay visible. */

export interface SecretPlace {
  what: string;
  /** The manifest with that value in the place. */
  text(secret: string): string;
  /** The name of its file. */
  file: string;
}

const indent = (text: string, by: number): string => text.replace(/^(?=.)/gm, ' '.repeat(by));

/** A container's fields in a Pod; a misspelt field is right behind them, so that an excerpt shows them. */
const pod = (fields: string): string => `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  nodeName: harmless-node
  containers:
    - name: app
      image: harmless:1
${indent(fields, 6)}
      nope: 1
`;
/** The same without the mistake, so that servers take it, and in a workload. */
const deployment = (fields: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: app
          image: harmless:1
${indent(fields, 10)}
          imagePullPolicy: always
`;
const configMap = (data: string): string => `apiVersion: v1
kind: ConfigMap
metadata: {name: config}
data:
  harmless: seen
${indent(data, 2)}
nope: 1
`;
const custom = (spec: string): string => `apiVersion: example.com/v1
kind: Database
metadata: {name: web, labels: {app: "bad value!"}}
spec:
${indent(spec, 2)}
`;

/** A number in the place of a text. */
const digits = (secret: string): string => `7370055${secret.length}${secret.slice(-1)}`;

type Fragment = (secret: string) => string;

/** Fields of a container. */
const CONTAINER: Record<string, Fragment> = {
  'an argument behind its flag': (s) => `args: [--password, ${s}]`,
  'an argument behind its flag, a line each': (s) => `args:\n- --token\n- ${s}`,
  'an argument with =': (s) => `args: [--harmless, "--api-key=${s}"]`,
  'an argument with = and blanks': (s) => `args: ["--api-key=a b ${s}"]`,
  'an argument and its flag as one text': (s) => `args: ["--password ${s}", --level=1]`,
  'an argument and its flag with one dash': (s) => `args: ["-password ${s}"]`,
  'an argument with a colon': (s) => `args: ["--token:${s}"]`,
  'arguments as one text': (s) => `args: --password ${s}`,
  'arguments as a mapping': (s) => `args: {--password: ${s}}`,
  'an argument in a list of its own': (s) => `args: [--password, [${s}]]`,
  'an argument that is a mapping': (s) => `args: [--password, {a: ${s}}]`,
  'a variable whose keys are in other letters': (s) => `env:\n- {Name: DB_PASSWORD, Value: ${s}}`,
  'a value where a reference should be': (s) => `env:\n- {name: DB_PASSWORD, valueFrom: {value: ${s}}}`,
  'a flag that is a key': (s) => `args:\n- --password: ${s}`,
  'a script': (s) => `command: [sh, -c, "mysql --password=${s}"]`,
  'a script in lines': (s) => `command:\n- sh\n- -c\n- |\n  echo seen\n  mysql --password ${s}`,
  'a script that sets a variable': (s) => `command: [sh, -c, "DB_PASSWORD=${s} run"]`,
  'a script that exports a variable': (s) => `command: [sh, -c, "export DB_PASSWORD='${s}' && run"]`,
  'curl with a user': (s) => `command: [sh, -c, "curl -u admin:${s} http://harmless"]`,
  'curl with a user, a word each': (s) => `command: [curl, -u, "admin:${s}"]`,
  'curl with a header': (s) => `command: [sh, -c, "curl -H 'Authorization: Bearer ${s}' http://harmless"]`,
  'redis-cli': (s) => `command: [redis-cli, -a, ${s}]`,
  'redis-cli in a script': (s) => `command: [sh, -c, "redis-cli -a ${s} ping"]`,
  'redis-cli with its arguments elsewhere': (s) => `command: [redis-cli]\nargs: [-a, ${s}, ping]`,
  mysql: (s) => `command: [sh, -c, "mysql -uroot -p${s}"]`,
  sshpass: (s) => `command: [sshpass, -p, ${s}, ssh, harmless]`,
  'a URL': (s) => `args: ["postgres://u:${s}@db/harmless"]`,
  'a URL with a query': (s) => `args: ["http://harmless/?token=${s}&x=1"]`,
  'a variable': (s) => `env:\n- {name: DB_PASSWORD, value: ${s}}`,
  'a variable, misspelt': (s) => `env:\n- {name: DB_PASSWORD, valu: ${s}}`,
  'a variable whose value comes first': (s) => `env:\n- value: ${s}\n  name: DB_PASSWORD`,
  'a variable whose value is a list': (s) => `env:\n- name: DB_PASSWORD\n  value: [${s}]`,
  'a variable whose value is a mapping': (s) => `env:\n- name: AWS_SECRET_ACCESS_KEY\n  value: {a: ${s}}`,
  'variables as a mapping': (s) => `env: {DB_PASSWORD: ${s}}`,
  'variables as a mapping of mappings': (s) => `env: {DB_PASSWORD: {value: ${s}}}`,
  'variables as texts': (s) => `env: [DB_PASSWORD=${s}]`,
  'variables as keys': (s) => `env:\n- DB_PASSWORD: ${s}`,
  'a variable with a URL': (s) => `env:\n- {name: DATABASE_URL, value: "postgres://u:${s}@db"}`,
  'a variable with a connection string': (s) =>
    `env:\n- {name: DSN, value: "Server=harmless;Password=${s};Encrypt=true"}`,
  'a variable with JSON': (s) => `env:\n- name: CONFIG\n  value: '{"password": "${s}", "x": 1}'`,
  'a header of a probe': (s) =>
    `livenessProbe:\n  httpGet: {port: 80, httpHeaders: [{name: Authorization, value: Bearer ${s}}]}`,
  'a header of a probe, misspelt': (s) =>
    `livenessProbe:\n  httpGet: {port: 80, httpHeaders: [{name: Authorization, valu: Bearer ${s}}]}`,
  'a command of a probe': (s) => `readinessProbe: {exec: {command: [redis-cli, -a, ${s}]}}`,
  'a command of a hook': (s) => `lifecycle: {preStop: {exec: {command: [sh, -c, "run --token=${s}"]}}}`,
  'a variable that is a number': (s) => `env:\n- {name: DB_PASSWORD, value: ${digits(s)}}`,
  'an argument that is a number': (s) => `args: [--password, ${digits(s)}]`,
  'a script with a variable before the command': (s) => `command: [sh, -c, "PGPASSWORD=${s} psql -h db"]`,
  'a variable of a shell in an argument': (s) => `args: [PGPASSWORD=${s}]`,
  'a script in two words': (s) => `command: [/bin/bash, -ec, "run --db-password ${s} --level 1"]`,
  'a script in two words and quotes': (s) => `command: [sh, -c, "run --db-password '${s}'"]`,
  'a URL with a password alone': (s) => `env:\n- {name: REDIS, value: "redis://:${s}@harmless:6379/0"}`,
  'a registry in the image': (s) => `image: "u:${s}@registry/harmless"`,
  'a header of a hook': (s) =>
    `lifecycle:\n  postStart:\n    httpGet: {port: 80, httpHeaders: [{name: X-Api-Key, value: ${s}}]}`,
  'a header as an argument': (s) => `args: ["--header=Authorization: Basic ${s}"]`,
  'what only looks like an alias': (s) => `env:\n- {name: DB_PASSWORD, value: "*${s}"}`,
  'a private key in a variable': (s) =>
    `env:\n- name: X\n  value: "-----BEGIN RSA PRIVATE KEY-----\\n${s}\\n-----END RSA PRIVATE KEY-----"`,
  'a comment': (s) => `# args: [--password, ${s}]\nstdin: true`,
  'a variable in comments': (s) => `# - name: DB_PASSWORD\n#   value: ${s}`,
};

/** Kinds with pods in them: what stands before the pod's spec, and how deep that is. */
const TEMPLATES: Record<string, [head: string, by: number]> = {
  StatefulSet: [
    'apps/v1|selector: {matchLabels: {app: web}}\n  serviceName: web\n  template:\n    metadata: {labels: {app: web}}\n    spec:',
    6,
  ],
  DaemonSet: [
    'apps/v1|selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:',
    6,
  ],
  ReplicaSet: [
    'apps/v1|selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:',
    6,
  ],
  ReplicationController: [
    'v1|selector: {app: web}\n  template:\n    metadata: {labels: {app: web}}\n    spec:',
    6,
  ],
  Job: ['batch/v1|template:\n    spec:\n      restartPolicy: Never', 6],
  CronJob: [
    'batch/v1|schedule: "0 * * * *"\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never',
    10,
  ],
};

/** Fields of a container that are looked at in pods of every kind. */
const EVERYWHERE = ['a variable', 'an argument behind its flag', 'a script', 'a header of a probe'];

const inKind = (kind: string, fields: string): string => {
  const [head, by] = TEMPLATES[kind]!;
  const [apiVersion, spec] = head.split('|');
  const container = `containers:\n  - name: app\n    image: harmless:1\n${indent(fields, 4)}\n    nope: 1\n`;
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: web}\nspec:\n  ${spec}\n${indent(container, by)}`;
};

/** Whole manifests. */
const MANIFESTS: Record<string, Fragment> = {
  'an init container': (s) =>
    pod('tty: true').replace(
      'containers:',
      `initContainers: [{name: i, image: "", args: [--token, ${s}]}]\n  containers:`,
    ),
  'an ephemeral container': (s) =>
    pod('tty: true').replace(
      'containers:',
      `ephemeralContainers: [{name: i, image: "", args: [--token, ${s}]}]\n  containers:`,
    ),
  'an annotation': (s) =>
    pod('tty: true').replace(
      '{name: web}',
      `{name: web, annotations: {example.com/api-token: ${s}}, nope: 1}`,
    ),
  'what kubectl noted': (s) =>
    pod('tty: true').replace(
      '{name: web}',
      `{name: web, nope: 1, annotations: {kubectl.kubernetes.io/last-applied-configuration: '{"kind":"Pod","spec":{"containers":[{"args":["--password","${s}"]}]}}'}}`,
    ),
  'a CronJob': (s) => `apiVersion: batch/v1
kind: CronJob
metadata: {name: web}
spec:
  schedule: "* * * * 99"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
            - {name: app, image: harmless, env: [{name: DB_PASSWORD, value: ${s}}], args: [--token, ${s}], nope: 1}
`,
  'a list': (s) => `apiVersion: v1
kind: List
items:
  - apiVersion: v1
    kind: Pod
    metadata: {name: web}
    spec: {containers: [{name: app, image: harmless, args: [--token, ${s}], nope: 1}]}
  - apiVersion: v1
    kind: Secret
    metadata: {name: s}
    stringData: {a: ${s}}
    nope: ${s}
`,
  'a Secret': (s) => `apiVersion: v1
kind: Secret
metadata: {name: harmless}
stringData: {a: ${s}, b: [${s}]}
data: {c: ${s}==, d: {e: ${s}}}
nope: ${s}
`,
  'a Secret, misspelt': (s) => `apiVersion: v1
kind: secret
metadata: {name: harmless}
stringData: {a: ${s}}
`,
  'a Secret in an object': (s) =>
    custom(`manifest: {apiVersion: v1, kind: Secret, metadata: {name: s}, data: {a: ${s}}}`),
  'a Secret whose kind is in the plural': (s) => `apiVersion: v1
kind: Secrets
metadata: {name: harmless}
data: {a: ${s}}
`,
  'a Secret whose fields are in other letters': (s) => `apiVersion: v1
kind: Secret
metadata: {name: harmless}
stringdata: {a: ${s}}
Data: {b: ${s}}
StringData:
  c: ${s}
typ: ${s}
`,
  'a Secret whose fields are in other letters, in another kind': (s) => `apiVersion: v1
kind: ConfigMap
metadata: {name: harmless}
stringdata: {a: ${s}}
`,
  'a Secret whose data is below its metadata': (s) => `apiVersion: v1
kind: Secret
metadata:
  name: harmless
  stringData:
    a: ${s}
  data: {b: ${s}}
`,
  'a Secret whose data is below a spec': (s) => `apiVersion: v1
kind: Secret
metadata: {name: harmless}
spec:
  data: {a: ${s}}
`,
  'a Secret that is merged': (s) => `x: &s {a: ${s}!}
apiVersion: v1
kind: Secret
metadata: {name: harmless}
data:
  <<: *s
`,
  'a Secret that is repeated': (s) => `apiVersion: v1
kind: Secret
metadata: {name: harmless}
stringData:
  a: &a ${s}
  b: *a
nope: *a
`,
  'a Secret that was dumped': (s) => `apiVersion: v1
kind: Secret
metadata:
  name: harmless
  nope: 1
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: '{"kind":"Secret","stringData":{"a":"${s}"}}'
data: {a: ${s}}
`,
  'a list of misspelt Secrets': (s) => `apiVersion: v1
kind: SecretList
items:
  - {apiVersion: v1, kind: secret, metadata: {name: a}, stringData: {a: ${s}}}
  - {metadata: {name: b}, data: {a: ${s}}, nope: 1}
`,
  'the template of a sealed Secret': (s) => `apiVersion: bitnami.com/v1alpha1
kind: SealedSecret
metadata: {name: harmless, labels: {a: "bad value!"}}
spec:
  encryptedData: {a: seen}
  template:
    data: {b: ${s}}
    stringData: {c: ${s}}
    metadata: {annotations: {kubectl.kubernetes.io/last-applied-configuration: '{"data":{"password":"${s}"}}'}}
`,
  'an external Secret': (s) => `apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: harmless, labels: {a: "bad value!"}}
spec:
  target: {template: {data: {password: ${s}}}}
`,
  'an annotation of a ConfigMap': (s) =>
    configMap('a: b').replace('{name: config}', `{name: config, annotations: {db-password: ${s}, a/b/c: d}}`),
  'an annotation with a URL': (s) =>
    configMap('a: b').replace(
      '{name: config}',
      `{name: config, annotations: {db: "mysql://u:${s}@h/x", a/b/c: d}}`,
    ),
  'a file of a ConfigMap in binary': (s) =>
    configMap('a: b').replace('nope: 1', `binaryData: {db.password: ${s}}\nnope: 1`),
  'a registry of a Secret in a ConfigMap': (s) =>
    configMap(
      `.dockercfg: '{"registry": {"auth": "${s}"}}'\nconfig.json: '{"auths": {"r": {"auth": "${s}"}}}'`,
    ),
  'a certificate with its key in a ConfigMap': (s) =>
    configMap(
      `both.pem: |\n  -----BEGIN CERTIFICATE-----\n  seen\n  -----END CERTIFICATE-----\n  -----BEGIN EC PRIVATE KEY-----\n  ${s}\n  ${s}\n  -----END EC PRIVATE KEY-----`,
    ),
  'a key of a ConfigMap': (s) => configMap(`DB_PASSWORD: ${s}`),
  'a dotted key of a ConfigMap': (s) => configMap(`db.password: ${s}`),
  'a file of a ConfigMap with colons': (s) => configMap(`app.yaml: |\n  user: seen\n  password: ${s}`),
  'a file of a ConfigMap with =': (s) => configMap(`app.properties: |\n  user=seen\n  password=${s}`),
  'a file of a ConfigMap with blanks': (s) => configMap(`app.ini: |\n  user = seen\n  password = a ${s}`),
  'a file of a ConfigMap with blocks': (s) => configMap(`app.yaml: |\n  password: |\n    ${s}\n  user: seen`),
  'a file of a ConfigMap with variables': (s) =>
    configMap(`app.yaml: |\n  env:\n  - name: DB_PASSWORD\n    value: ${s}`),
  'a file of a ConfigMap with JSON': (s) => configMap(`app.json: |\n  {"password": "${s}"}`),
  'a file of a ConfigMap that is folded': (s) => configMap(`app: "user: seen\\npassword: ${s}\\n"`),
  'a key of a ConfigMap with a private key': (s) =>
    configMap(`server.pem: |\n  -----BEGIN PRIVATE KEY-----\n  ${s}\n  -----END PRIVATE KEY-----`),
  'a ConfigMap whose key holds a list': (s) => configMap(`DB_PASSWORD: [${s}]`),
  'a password file of PostgreSQL in a ConfigMap': (s) => configMap(`.pgpass: "h:5432:db:u:${s}"`),
  'a password file of curl in a ConfigMap': (s) => configMap(`.netrc: "machine h login u password ${s}"`),
  'a Secret called a list of them': (s) =>
    `apiVersion: v1\nkind: SecretList\nmetadata: {name: harmless, bad: 1}\ndata: {a: ${s}}\nnope: 1\n`,
  'data in the annotations of a Secret': (s) =>
    `apiVersion: v1\nkind: Secret\nmetadata: {name: harmless, annotations: {data: ${s}}, bad: 1}\nnope: 1\n`,
  'what kubectl noted, in other letters': (s) =>
    `apiVersion: v1\nkind: Secret\nmetadata:\n  name: harmless\n  annotations:\n    kubectl.kubernetes.io/Last-applied-configuration: '{"data":{"a":"${s}"}}'\n  bad: 1\n`,
  'a registry in a ConfigMap': (s) => configMap(`.dockerconfigjson: '{"auths": {"x": "${s}"}}'`),
  'a field of a custom resource': (s) => custom(`user: seen\npassword: ${s}`),
  'a list of a custom resource': (s) => custom(`user: seen\napiTokens: [${s}]`),
  'a value of a custom resource': (s) => custom(`user: seen\npassword: {value: ${s}}`),
  'a variable of a custom resource': (s) => custom(`parameters:\n- {name: apiToken, value: ${s}}`),
};

/** Texts that cannot be read. */
const BROKEN: Record<string, Fragment> = {
  'a variable': (s) => pod(`env:\n- {name: DB_PASSWORD, valu: ${s}\n  - }`),
  'a variable in lines': (s) => pod(`env:\n- name: DB_PASSWORD\n  valu: ${s}\n  x: : y`),
  'a variable whose value comes first': (s) => pod(`env:\n- value: ${s}\n  name: DB_PASSWORD\n  x: : y`),
  'an argument': (s) => pod(`args: [--password, ${s}\n  : }`),
  'an argument that is a map': (s) => pod(`args: [--password, {a: ${s}}, seen]\n x: : y`),
  'an argument that is a list': (s) => pod(`args: [--password, [a, {"b": "${s}"}], seen]\n x: : y`),
  'an argument that is a map in lines': (s) => pod(`args:\n- --password\n- a: ${s}\n x: : y`),
  'an argument in quotes': (s) => pod(`args: ["--password", "${s}"\n  : }`),
  'an argument in lines': (s) => pod(`args:\n- --password\n- ${s}\n x: : y`),
  'an argument with =': (s) => pod(`args:\n- --password=${s}\n x: : y`),
  'a script with its arguments elsewhere': (s) =>
    pod(`command: [redis-cli]\nargs: [-a, ${s}, ping]\n x: : y`),
  'a script with its arguments elsewhere, a line each': (s) =>
    pod(`command:\n- redis-cli\nargs:\n- -a\n- ${s}\n x: : y`),
  'a URL': (s) => pod(`args:\n- postgres://u:${s}@db\n x: : y`),
  'a script': (s) => pod(`command: [sh, -c, "redis-cli -a ${s}"]\n x: : y`),
  'a Secret': (s) =>
    `apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData:\n  a: ${s}\n  ${s}\n  x: : y\n`,
  'an alias that leads nowhere': (s) =>
    `apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData: {password: *${s}}\n`,
  'an alias that leads nowhere, in a variable': (s) => pod(`env:\n- {name: DB_PASSWORD, value: *${s}}`),
  'a tag that is none': (s) =>
    `apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData:\n  password: !${s} x\n  other: !!${s} y\n`,
  'an anchor without a value': (s) =>
    `apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData: {password: &${s} }}\n`,
  'a Secret in small letters': (s) =>
    `apiVersion: v1\nkind: secret\nmetadata: {name: a}\ndata:\n  a: ${s}\n  x: : y\n`,
  'a Secret in the plural': (s) => `apiVersion: v1\nkind: Secrets\ndata:\n  a: ${s}\n x: : y\n`,
  'a Secret without a kind': (s) => `apiVersion: v1\nstringdata:\n  a: ${s}\n x: : y\n`,
  'a Secret in tabs': (s) => `apiVersion: v1\nkind: Secret\ndata:\n\ta: ${s}\n`,
  'a script in two words': (s) => pod(`command: [sh, -c, "run --db-password ${s}"]\n x: : y`),
  'a variable before a command': (s) => pod(`command: [sh, -c, "PGPASSWORD=${s} psql"]\n x: : y`),
  'a header': (s) => pod(`args: ["-H", "Authorization: Bearer ${s}"]\n x: : y`),
  'a private key': (s) =>
    `kind: ConfigMap\ndata:\n  a: |\n    -----BEGIN PRIVATE KEY-----\n    ${s}\n    -----END PRIVATE KEY-----\n  x: : y\n`,
  'a registry': (s) => `kind: ConfigMap\ndata:\n  .dockerconfigjson: '{"auths":{"x":"${s}"}}'\n  x: : y\n`,
  'what kubectl noted': (s) =>
    `kind: Pod\nmetadata:\n  annotations:\n    kubectl.kubernetes.io/last-applied-configuration: '{"data":{"password":"${s}"}}'\n  x: : y\n`,
  'a merge': (s) => `x: &s {password: ${s}}\nkind: Secret\ndata:\n  <<: *t\n  <<: [*s\n`,
  'a JSON file': (s) =>
    `{"kind": "Pod", "spec": {"containers": [{"args": ["--password", "${s}"], "env": [{"name": "TOKEN", "value": "${s}"}]}]},\n`,
};

const named = (table: Record<string, Fragment>, prefix: string, text: (fields: string) => string) =>
  Object.entries(table).map(([what, of]) => ({
    what: `${prefix}${what}`,
    text: (secret: string) => text(of(secret)),
    file: 'web.yaml',
  }));

const json = (table: Record<string, (secret: string) => object>): SecretPlace[] =>
  Object.entries(table).map(([what, fields]) => ({
    what: `in JSON: ${what}`,
    file: 'web.json',
    text(secret) {
      const containers = [{ name: 'app', image: 'harmless:1', ...fields(secret), nope: 1 }];
      const object = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers } };
      return `${JSON.stringify(object, null, 2)}\n`;
    },
  }));

export const SECRET_PLACES: readonly SecretPlace[] = [
  ...named(CONTAINER, '', pod),
  ...named(CONTAINER, 'of a workload: ', deployment),
  ...Object.keys(TEMPLATES).flatMap((kind) => {
    const fields = Object.fromEntries(EVERYWHERE.map((what) => [what, CONTAINER[what]!]));
    return named(fields, `of a ${kind}: `, (text) => inKind(kind, text));
  }),
  ...named(MANIFESTS, '', (text) => text),
  ...named(BROKEN, 'in a broken file: ', (text) => text),
  ...json({
    'an argument behind its flag': (secret) => ({ args: ['--password', secret] }),
    'an argument with quotes in it': (secret) => ({ args: [`--password="${secret}"`] }),
    'a script': (secret) => ({ command: ['sh', '-c', `echo "seen"\nmysql --password=${secret}`] }),
    'a variable': (secret) => ({ env: [{ name: 'TOKEN', value: secret, x: 1 }] }),
    'a variable with quotes in it': (secret) => ({ env: [{ name: 'TOKEN', value: `"${secret}\n` }] }),
  }),
];
