import { describe, expect, it } from 'vitest';
import { isCredentialName } from '../../src/api/credential-names.js';
import type { JsonObject } from '../../src/api/json.js';
import { hiddenIn, isOpenInSecret } from '../../src/api/secrets.js';
import { diff } from '../../src/diff/diff.js';
import { lint } from '../../src/lint/lint.js';

/** Names whose values are hidden by everybody who prints. */
const HIDDEN = [
  'DB_PASSWORD',
  'passwordHash',
  'PASSWORDS',
  'MYSQL_PASSWD',
  'ssh-passphrase',
  'PASSCODE',
  'CLIENT_SECRET',
  'secretKeyBase',
  'GITHUB_TOKEN',
  'tokens',
  'AWS_CREDENTIALS',
  'apiKey',
  'API_KEY',
  'api-key',
  'APIKEY',
  'AWS_ACCESS_KEY',
  'PRIVATE_KEY',
  'ENCRYPTION_KEY',
  'SIGNING_KEY',
  'AUTH_KEY',
  'SSH_KEY',
  'TLS_KEY',
  'PW',
  'DB_PW',
  'pwd',
  'DB_PWD',
  'db-pwd',
  'db.pwd',
  'dbPw',
  'dbPwd',
  'oauth2Auth',
  'DB_PASS',
  'dbPass',
  '--db-pass',
  'auth',
  'BASIC_AUTH',
  'basicAuth',
  'Authorization',
  'X-Proxy-Authorization',
];
/** Names that are like those and tell no credential. */
const SHOWN = [
  'LEVEL',
  'PATH',
  'COMPASS',
  'BYPASS',
  'bypass',
  'passenger',
  'PASS_THROUGH',
  'AUTHOR',
  'AUTH_MODE',
  'authMode',
  'oauth',
  'PWDX',
  'KEY',
  'MONKEY',
  'keyboard',
  'sortKey',
  'API_KEYBOARD_PATH',
  'PASSWORD_FILE',
  'TOKENFILE',
  'token.file',
  'passwordFile',
  'TOKEN_PATH',
  'SECRETS_DIR',
  'SECRET_NAME',
  'secretNamespace',
  '--password-stdin',
  'secretName',
  'TOKEN_URL',
  'TOKEN_URI',
  'passwordRef',
  'TOKEN_TTL',
  'TOKEN_EXPIRY',
  'token-expiration',
  '',
];

describe('names of credentials', () => {
  it.each(HIDDEN)('%s is one', (name) => expect(isCredentialName(name)).toBe(true));
  it.each(SHOWN)('%s is none', (name) => expect(isCredentialName(name)).toBe(false));

  it('are the same for lint and for diff', () => {
    const pod = (value: string) => {
      const env = [...HIDDEN, ...SHOWN].map((name) => ({
        name: name || 'EMPTY',
        value: `${value}.${name}.`,
      }));
      const spec = { containers: [{ name: 'c', image: 'i:1', env }], nope: 1 };
      return JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec });
    };
    const text = pod('one');
    const linted = lint([{ file: 'p', text }]).hidden.map(({ start, end }) =>
      text.slice(start.offset, end.offset),
    );
    expect(linted).toEqual(HIDDEN.map((name) => JSON.stringify(`one.${name}.`)));
    const told = JSON.stringify(diff([{ file: 'p', text }], [{ file: 'p', text: pod('two') }]).objects);
    expect(HIDDEN.filter((name) => told.includes(`.${name}.`))).toEqual([]);
    expect(SHOWN.filter((name) => !told.includes(`two.${name}.`))).toEqual([]);
  });
});

describe('what can be shown of a Secret', () => {
  it.each([
    [[], true],
    [['apiVersion'], true],
    [['kind'], true],
    [['type'], true],
    [['immutable'], true],
    [['metadata'], true],
    [['data'], false],
    [['data', 'k'], false],
    [['stringData', 'k'], false],
    [['password'], false],
    ...[
      ...[
        'name',
        'generateName',
        'namespace',
        'labels',
        'annotations',
        'uid',
        'ownerReferences',
        'finalizers',
      ],
      ...['creationTimestamp', 'deletionTimestamp', 'deletionGracePeriodSeconds', 'generation'],
      ...['resourceVersion', 'selfLink', 'managedFields'],
    ].map((field): [string[], boolean] => [['metadata', field], true]),
    [['metadata', 'password'], false],
    [['metadata', 'data', 'k'], false],
    [['metadata', 'annotations', 'a'], true],
    [['metadata', 'annotations', 'kubectl.kubernetes.io/last-applied-configuration'], false],
    [['metadata', 'labels', 'kubectl.kubernetes.io/last-applied-configuration'], true],
  ] as [string[], boolean][])('%j: %s', (path, open) => expect(isOpenInSecret(path)).toBe(open));

  it('is all that is not on the ways to its secrets', () => {
    const metadata = {
      name: 's',
      labels: { a: 'b' },
      annotations: { a: 'b', 'kubectl.kubernetes.io/last-applied-configuration': '{}' },
      password: 'x',
    };
    const object: JsonObject = {
      ...{ apiVersion: 'v1', kind: 'Secret', type: 'Opaque', immutable: true, metadata },
      ...{ data: { k: 'x', list: ['y', null, { z: 1 }] }, password: 'x' },
    };
    const paths = hiddenIn(object).map(({ path }) => path);
    expect(paths).toEqual([
      ['metadata', 'annotations', 'kubectl.kubernetes.io/last-applied-configuration'],
      ['metadata', 'password'],
      ['data', 'k'],
      ['data', 'list', 0],
      ['data', 'list', 2, 'z'],
      ['password'],
    ]);
    expect(paths.map(isOpenInSecret)).toEqual(paths.map(() => false));
  });
});
