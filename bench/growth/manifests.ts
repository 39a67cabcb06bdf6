/** The manifests that growing inputs are made of. */

export const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** Lines below each other, each made of its index. */
export const lines = (count: number, make: (index: number) => string): string => many(count, make).join('\n');

export const documents = (texts: readonly string[]): string => texts.join('\n---\n');

/** Several documents of one kind. */
export const times = (count: number, make: (index: number) => string): string => documents(many(count, make));

export function object(apiVersion: string, kind: string, name: string, rest = '', metadata = ''): string {
  const more = metadata && `\n  ${metadata}`;
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: ${name}${more}\n${rest}`;
}

export const configMap = (name: string, data: string): string =>
  object('v1', 'ConfigMap', name, `data:\n${data}`);

/** A pod's spec: `container` are fields of its only container, `spec` its own. */
const podSpec = (container: string, spec: string): string =>
  `{${spec && `${spec}, `}containers: [{name: app, image: 'app:1', ${container}}]}`;

export const pod = (name: string, { container = '', spec = '', labels = '', status = '' } = {}): string =>
  object(
    'v1',
    'Pod',
    name,
    `spec: ${podSpec(container, spec)}${status && `\nstatus: {${status}}`}`,
    `labels: {${labels}}`,
  );

/** A workload that runs `replicas` pods; `more` are further fields of its spec. */
export function workload(
  kind: 'Deployment' | 'StatefulSet' | 'DaemonSet',
  name: string,
  { replicas = 1, container = '', spec = '', more = '' } = {},
): string {
  const labels = `{app: ${name}}`;
  const count = kind === 'DaemonSet' ? '' : `replicas: ${replicas}, `;
  const template = `{metadata: {labels: ${labels}}, spec: ${podSpec(container, spec)}}`;
  return object(
    'apps/v1',
    kind,
    name,
    `spec: {${count}${more && `${more}, `}selector: {matchLabels: ${labels}}, template: ${template}}`,
  );
}

export const service = (name: string, selector: string, more = ''): string =>
  object('v1', 'Service', name, `spec: {${more && `${more}, `}selector: ${selector}, ports: [{port: 80}]}`);

export function node(name: string, { pods = 110, cpu = '64' } = {}): string {
  const allocatable = `{cpu: '${cpu}', memory: 256Gi, pods: '${pods}'}`;
  return object(
    'v1',
    'Node',
    name,
    `status: {allocatable: ${allocatable}, conditions: [{type: Ready, status: 'True'}]}`,
  );
}

/** A CustomResourceDefinition of widgets, with as many versions. */
export function definition(versions: number): string {
  const schema =
    '{openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {size: {type: integer}}}}}}';
  const version = (index: number) =>
    `{name: v${index + 1}, served: true, storage: ${index === 0}, schema: ${schema}}`;
  return object(
    'apiextensions.k8s.io/v1',
    'CustomResourceDefinition',
    'widgets.example.com',
    `spec: {group: example.com, scope: Namespaced, names: {plural: widgets, singular: widget, kind: Widget, listKind: WidgetList}, versions: [${many(versions, version).join(', ')}]}`,
  );
}

/** A Deployment each, with a Service that selects its pods. */
export function withServices(n: number): string {
  return documents(
    many(n, (i) => [service(`s${i}`, `{app: web-${i}}`), workload('Deployment', `web-${i}`)]).flat(),
  );
}

/** A Deployment each, with a budget for its pods. */
export function withBudgets(n: number): string {
  const spec = (i: number) => `spec: {minAvailable: 1, selector: {matchLabels: {app: web-${i}}}}`;
  return documents(
    many(n, (i) => [
      object('policy/v1', 'PodDisruptionBudget', `b${i}`, spec(i)),
      workload('Deployment', `web-${i}`),
    ]).flat(),
  );
}

/** A Deployment each, scaled by an autoscaler of those limits: `maxReplicas: 3`. */
export function withAutoscalers(n: number, limits: string): string {
  const target = (i: number) => `scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web-${i}}`;
  return documents(
    many(n, (i) => [
      object('autoscaling/v2', 'HorizontalPodAutoscaler', `h${i}`, `spec: {${limits}, ${target(i)}}`),
      workload('Deployment', `web-${i}`),
    ]).flat(),
  );
}
