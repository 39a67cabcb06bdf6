import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import type { Io } from '../../src/cli/io.js';
import { execute } from '../../src/cli/main.js';
import { createStyle } from '../../src/report/style.js';

export interface Said {
  status: number;
  out: string;
  err: string;
}

export interface Terminal {
  width?: number;
  colour?: boolean;
  env?: Record<string, string>;
  /** What is answered to questions, one after the other; nobody is there without. */
  answers?: readonly string[];
}

export interface Workbench {
  folder: string;
  /** Writes a file; its name. */
  file(name: string, text: string): string;
  read(name: string): string;
  /** The files of a folder below, as they lie there. */
  list(name: string): string[];
  /** Runs `kubeplan …` in this process, in the folder. */
  kubeplan(argv: readonly string[], terminal?: Terminal): Promise<Said>;
}

/** A folder for the files of one test file, gone at its end, and the command to run on them. */
export function workbench(): Workbench {
  const folder = mkdtempSync(join(tmpdir(), 'kubeplan-cli-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return {
    folder,
    file(name, text) {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
      return name;
    },
    read: (name) => readFileSync(join(folder, name), 'utf8'),
    list: (name) => readdirSync(join(folder, name)).sort(),
    kubeplan: (argv, terminal) => run(folder, argv, terminal),
  };
}

/** Runs `kubeplan …` in this process as if it were started in `folder`. */
export async function run(
  folder: string,
  argv: readonly string[],
  { width = 120, colour = false, env = {}, answers }: Terminal = {},
): Promise<Said> {
  const said = { out: '', err: '' };
  const stream = (key: 'out' | 'err') => ({
    write: (text: string) => {
      said[key] += text;
    },
    isTTY: colour,
    width,
    style: createStyle(colour),
  });
  const left = [...(answers ?? [])];
  const ask = (question: string) => {
    said.err += question;
    return left.shift();
  };
  const io: Io = { env, stdout: stream('out'), stderr: stream('err'), ...(answers && { ask }) };
  const before = process.cwd();
  process.chdir(folder);
  try {
    const status = await execute(argv, io);
    return { status, ...said };
  } finally {
    process.chdir(before);
  }
}

/** A Deployment of one container. */
export function deployment(
  name: string,
  { image = `${name}:1`, replicas = 3, requests = '', namespace = '', pod = '' } = {},
): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
${namespace ? `  namespace: ${namespace}\n` : ''}spec:
  replicas: ${replicas}
  selector:
    matchLabels: {app: ${name}}
  template:
    metadata:
      labels: {app: ${name}}
    spec:
${pod ? `      ${pod}\n` : ''}      containers:
        - name: app
          image: ${image}
${requests ? `          resources: {requests: {${requests}}}\n` : ''}`;
}

/** A node that is ready. */
export function node(name: string, { cpu = '4', memory = '16Gi', labels = '', spec = '' } = {}): string {
  return `apiVersion: v1
kind: Node
metadata: {name: ${name}, labels: {${labels}}}
${spec ? `spec: ${spec}\n` : ''}status: {allocatable: {cpu: "${cpu}", memory: ${memory}, pods: "110"}, conditions: [{type: Ready, status: "True"}]}
`;
}

export function configMap(name: string, data = 'a: b', namespace = ''): string {
  return `apiVersion: v1
kind: ConfigMap
metadata: {name: ${name}${namespace ? `, namespace: ${namespace}` : ''}}
data: {${data}}
`;
}

/** Several documents of one file. */
export const documents = (...texts: string[]): string => texts.join('---\n');
