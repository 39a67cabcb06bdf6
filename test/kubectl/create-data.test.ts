import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readCommands } from '../../src/kubectl/command/read-command.js';
import type { Contents } from '../../src/kubectl/command/verb.js';
import { KUBECTL_VERBS } from '../../src/kubectl/verbs/index.js';
import { clientOf, found } from './client.js';

const file = (name: string, text: string | Buffer): Contents => ({
  isFolder: false,
  files: [{ name, bytes: Buffer.from(text) }],
});
/** Of a.example, by itself. */
const CERT = `-----BEGIN CERTIFICATE-----
MIIBPDCB76ADAgECAhRizLYeDFcGPitUDtenk8MzPqhjATAFBgMrZXAwFDESMBAG
A1UEAwwJYS5leGFtcGxlMB4XDTI2MTIwMTE1MDIxNloXDTM2MTEyODE1MDIxNlow
FDESMBAGA1UEAwwJYS5leGFtcGxlMCowBQYDK2VwAyEAaMd31dfw0keHLzLn+oqN
tLZmB8x4zAqXX1TqVJzY1BSjUzBRMB0GA1UdDgQWBBS+FPzmtlCON+Lr+zGKtBmM
0KAZEzAfBgNVHSMEGDAWgBS+FPzmtlCON+Lr+zGKtBmM0KAZEzAPBgNVHRMBAf8E
BTADAQH/MAUGAytlcANBAJFI+sAFLksOmlYBeyJr14EyS0z2dY3iFw03lqL4y5My
0ygg1tWRAX9GNWhCIZFxkt4D/Xai58nub93MtkCTpgc=
-----END CERTIFICATE-----
`;
const KEY = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const THERE: ReadonlyMap<string, Contents> = new Map([
  ['conf/app.ini', file('app.ini', 'a=1\n')],
  ['config.json', file('config.json', '{"auths":{}}')],
  ['logo.png', file('logo.png', Buffer.from([0x89, 0x50, 0xff]))],
  ['odd name.txt', file('odd name.txt', 'x')],
  ['.env', file('.env', '# for the app\n\n  PORT=80\r\nEMPTY=\nURL=http://a/?b=c\n')],
  ['bare.env', file('bare.env', 'HOME\n')],
  ['latin.env', file('latin.env', Buffer.from([0x41, 0x3d, 0xe9]))],
  ['odd', { isFolder: true, files: [{ name: 'b c', bytes: Buffer.from('x') }] }],
  ['bad.env', file('bad.env', '1A=b\n')],
  ['tls.crt', file('tls.crt', CERT)],
  ['tls.key', file('tls.key', KEY)],
  ['no.crt', file('no.crt', 'hello')],
  [
    'conf',
    {
      isFolder: true,
      files: ['a.ini', 'd.ini'].map((name) => ({ name, bytes: Buffer.from(name) })),
    },
  ],
]);

function run(line: string) {
  const client = clientOf();
  const [asked] = readCommands(line, KUBECTL_VERBS);
  const said = asked!.verb.run(asked!, {
    client,
    namespace: 'ns',
    manifests: () => [],
    contents: (path) => THERE.get(path),
  });
  return { client, said: [said.exitCode, ...said.lines], text: asked!.text };
}

describe('kubectl create configmap', () => {
  it('takes files, folders and environment files', () => {
    const of = (line: string) => {
      const { client, said } = run(`create configmap a ${line}`);
      expect(said).toEqual([0, 'configmap/a created']);
      const { data, binaryData } = found(client, 'ConfigMap', 'ns/a') as unknown as Record<string, unknown>;
      return { data, binaryData };
    };
    expect(of('--from-file=conf/app.ini --from-literal=b=c')).toEqual({
      data: { 'app.ini': 'a=1\n', b: 'c' },
    });
    expect(of('--from-file=x=conf/app.ini')).toEqual({ data: { x: 'a=1\n' } });
    expect(of('--from-file=logo.png')).toEqual({ binaryData: { 'logo.png': 'iVD/' } });
    expect(of('--from-file=conf')).toEqual({ data: { 'a.ini': 'a.ini', 'd.ini': 'd.ini' } });
    expect(of('--from-env-file=.env')).toEqual({
      data: { PORT: '80', EMPTY: '', URL: 'http://a/?b=c' },
    });
  });

  it.each([
    ['--from-file=a=b=c', "error: key names or file paths cannot contain '='"],
    ['--from-file==a', 'error: key name for file path a missing'],
    ['--from-file=a=', 'error: file path for key name a missing'],
    ['--from-file=x=conf', 'error: cannot give a key name for a directory path'],
    ['--from-file=none', 'error: error reading none: no such file or directory'],
    [
      '--from-file="odd name.txt"',
      expect.stringMatching(
        /^error: "odd name\.txt" is not a valid key name for a ConfigMap: a valid config key must consist/,
      ),
    ],
    [
      '--from-file=conf/app.ini --from-literal=app.ini=2',
      'error: cannot add key "app.ini", another key by that name already exists in Data for ConfigMap "a"',
    ],
    [
      '--from-env-file=.env --from-literal=a=b',
      'error: from-env-file cannot be combined with from-file or from-literal',
    ],
    [
      '--from-env-file=bare.env',
      'error: HOME is taken from the environment of whoever runs kubectl: a plan does not know it',
    ],
    [
      '--from-env-file=bad.env',
      expect.stringMatching(/^error: "1A" is not a valid key name: a valid environment/),
    ],
    ['--from-env-file=conf', 'error: read conf: is a directory'],
    ['--from-env-file=latin.env', 'error: env file latin.env contains invalid utf8 bytes'],
    ['--from-file=odd', expect.stringMatching(/^error: "b c" is not a valid key name for a ConfigMap: /)],
    ['b --from-literal=x=y', 'error: exactly one NAME is required, got 2'],
  ])('refuses %s', (line, error) => {
    expect(run(`create configmap a ${line}`).said).toEqual([1, error]);
  });
});

describe('kubectl create secret', () => {
  const of = (line: string) => {
    const { client, said } = run(`create secret ${line}`);
    expect(said).toEqual([0, 'secret/a created']);
    const { data, type } = found(client, 'Secret', 'ns/a') as unknown as {
      data: Record<string, string>;
      type: string;
    };
    const texts = Object.entries(data).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]);
    return { type, ...Object.fromEntries(texts) };
  };

  it('of each sort', () => {
    expect(of('generic a --from-file=conf/app.ini')).toEqual({ type: 'Opaque', 'app.ini': 'a=1\n' });
    expect(of('tls a --cert=tls.crt --key=tls.key')).toEqual({
      type: 'kubernetes.io/tls',
      'tls.crt': CERT,
      'tls.key': KEY,
    });
    expect(
      of('docker-registry a --docker-username=u --docker-password=hunter2 --docker-email=u@a.example'),
    ).toEqual({
      type: 'kubernetes.io/dockerconfigjson',
      '.dockerconfigjson':
        '{"auths":{"https://index.docker.io/v1/":{"username":"u","password":"hunter2","email":"u@a.example","auth":"dTpodW50ZXIy"}}}',
    });
    expect(of('docker-registry a --from-file=.dockerconfigjson=config.json')).toMatchObject({
      '.dockerconfigjson': '{"auths":{}}',
    });
  });

  it('refuses what is missing, and repeats no value', () => {
    expect(run("create secret generic a --from-literal='odd name=hunter2'").said).toEqual([
      1,
      expect.stringMatching(/^error: "odd name" is not valid key name for a Secret: (?!.*hunter2)/),
    ]);
    expect(run('create secret tls a --cert=tls.crt').said).toEqual([
      1,
      'error: key and cert must be specified',
    ]);
    expect(run('create secret tls a --cert=no.crt --key=tls.crt').said).toEqual([
      1,
      'error: tls: failed to find any PEM data in certificate input',
    ]);
    expect(run('create secret tls a --cert=tls.crt --key=tls.crt').said).toEqual([
      1,
      'error: tls: found a certificate rather than a key in the PEM for the private key',
    ]);
    expect(run('create secret docker-registry a --docker-username=u').said).toEqual([
      1,
      'error: either --from-file or the combination of --docker-username, --docker-password and --docker-server is required',
    ]);
    const { text } = run('create secret docker-registry a --docker-username=u --docker-password hunter2');
    expect(text).not.toContain('hunter2');
  });
});
