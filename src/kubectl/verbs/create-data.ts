import { keyPairError } from '../../admission/go/key-pair.js';
import { HIDDEN } from '../../api/hidden.js';
import { Refused } from '../command/targets.js';
import type { Verb } from '../command/verb.js';
import { made } from './create.js';
import { type Datum, dataOf, fileOf, SOURCES, type Telling } from './data-sources.js';
import { refusable } from './each.js';

/** The words of `kubectl create configmap` (create_configmap.go). */
export const createConfigMapVerb: Verb = {
  name: 'create configmap',
  usage: 'NAME [--from-literal=KEY=VALUE...] [--from-file=[KEY=]PATH...] [--from-env-file=PATH...]',
  flags: SOURCES,
  run: (asked, setting) =>
    made(asked, setting, ({ name, namespace }) => {
      const data = dataOf(asked, setting, {
        shown: (pair) => pair,
        twice: (key) => `"${key}", another key by that name already exists in Data for ConfigMap "${name}"`,
        unfit: (key) => `"${key}" is not a valid key name for a ConfigMap`,
      });
      const texts = [...data].flatMap(([key, { text }]) => (text === undefined ? [] : [[key, text]]));
      const binary = [...data].filter(([, { text }]) => text === undefined);
      return {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name, namespace },
        ...(texts.length > 0 && { data: Object.fromEntries(texts) }),
        ...(binary.length > 0 && { binaryData: encoded(binary) }),
      };
    }),
};

/** The words of `kubectl create secret` (create_secret.go, create_secret_tls.go, create_secret_docker.go). */
export const createSecretVerb: Verb = {
  name: 'create secret',
  usage:
    'generic NAME [--from-literal=KEY=VALUE...] [--from-file=[KEY=]PATH...] [--type=TYPE] | tls NAME --cert=PATH --key=PATH | docker-registry NAME --docker-username=NAME --docker-password=TEXT [--docker-server=SERVER]',
  flags: [
    ...SOURCES,
    { name: 'type', is: 'text' },
    { name: 'cert', is: 'text' },
    { name: 'key', is: 'text' },
    { name: 'docker-server', is: 'text' },
    { name: 'docker-username', is: 'text' },
    { name: 'docker-password', is: 'text' },
    { name: 'docker-email', is: 'text' },
  ],
  run: (asked, setting) => {
    const [sort, ...args] = asked.args;
    return refusable(() => {
      const make = sort && SORTS.get(sort.text);
      if (!make) {
        const said = sort ? `not ${sort.text}` : 'without a kind';
        throw new Refused(`there is create secret ${[...SORTS.keys()].join(', ')}, ${said}`);
      }
      return made({ ...asked, args }, setting, ({ name, namespace }) => {
        const { type, data } = make(asked, setting);
        return {
          apiVersion: 'v1',
          kind: 'Secret',
          metadata: { name, namespace },
          ...(data.length > 0 && { data: encoded(data) }),
          ...(type !== undefined && { type }),
        };
      });
    });
  },
};

interface Content {
  type: string | undefined;
  data: readonly (readonly [key: string, Datum])[];
}

const SORTS: ReadonlyMap<string, (...given: Parameters<Verb['run']>) => Content> = new Map([
  ['generic', genericContent],
  ['tls', tlsContent],
  ['docker-registry', registryContent],
]);

const SECRETLY: Telling = {
  shown: () => HIDDEN,
  twice: (key) => `${key}, another key by that name already exists`,
  unfit: (key) => `"${key}" is not valid key name for a Secret`,
};

function genericContent(...[asked, setting]: Parameters<Verb['run']>): Content {
  return { type: asked.flags.text('type'), data: [...dataOf(asked, setting, SECRETLY)] };
}

function tlsContent(...[{ flags }, setting]: Parameters<Verb['run']>): Content {
  const [cert, key] = [flags.text('cert'), flags.text('key')];
  if (!cert || !key) throw new Refused('key and cert must be specified');
  const pair = { 'tls.crt': fileOf(setting, cert), 'tls.key': fileOf(setting, key) };
  const error = keyPairError(
    pair['tls.crt'].bytes.toString('latin1'),
    pair['tls.key'].bytes.toString('latin1'),
  );
  if (error !== undefined) throw new Refused(error);
  return { type: 'kubernetes.io/tls', data: Object.entries(pair) };
}

const REGISTRY = 'https://index.docker.io/v1/';

function registryContent(...[asked, setting]: Parameters<Verb['run']>): Content {
  const type = 'kubernetes.io/dockerconfigjson';
  const { flags } = asked;
  if (flags.has('from-file')) return { type, data: [...dataOf(asked, setting, SECRETLY)] };
  const server = flags.text('docker-server') ?? REGISTRY;
  const [username, password] = [flags.text('docker-username'), flags.text('docker-password')];
  if (!username || !password || server === '') {
    throw new Refused(
      'either --from-file or the combination of --docker-username, --docker-password and --docker-server is required',
    );
  }
  const email = flags.text('docker-email');
  const auth = Buffer.from(`${username}:${password}`).toString('base64');
  const entry = { username, password, ...(email !== undefined && { email }), auth };
  const text = JSON.stringify({ auths: Object.fromEntries([[server, entry]]) });
  return { type, data: [['.dockerconfigjson', { bytes: Buffer.from(text), text }]] };
}

function encoded(data: readonly (readonly [key: string, Datum])[]): Record<string, string> {
  return Object.fromEntries(data.map(([key, { bytes }]) => [key, bytes.toString('base64')]));
}
