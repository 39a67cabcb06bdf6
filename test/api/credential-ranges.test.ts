import { describe, expect, it } from 'vitest';
import { credentialRanges } from '../../src/api/credential-ranges.js';
import { hider } from '../../src/api/hidden.js';
import { replaceRanges } from '../../src/api/ranges.js';

const shown = (text: string): string => replaceRanges(text, credentialRanges(text), '*');

describe('what is shown of a text', () => {
  it.each([
    ['--password x --level 1', '--password * --level 1'],
    ['--password=x y', '--password=*'],
    ['run --password=x --level=1', 'run --password=* --level=1'],
    ['--token:x', '--token:*'],
    ['args: ["--api-key=x y z", "-v"] no', 'args: ["--api-key=*", "-v"] no'],
    ['--password=$(DB_PASSWORD)', '--password=$(DB_PASSWORD)'],
    ['--token $(TOKEN) --level', '--token $(TOKEN) --level'],
    ['(run --password a(b&c); run)', '(run --password *); run)'],
    ['postgres://u:x@db/app', 'postgres://u:*@db/app'],
    ['postgres://u:x/y@db/app', 'postgres://u:*@db/app'],
    ['postgres://$(USER):$(PASS)@db', 'postgres://$(USER):$(PASS)@db'],
    ['http://db:8080/a@b', 'http://db:8080/a@b'],
    ['http://db/?token=x&level=1', 'http://db/?token=*&level=1'],
    ['Server=a;Password=x;Level=1', 'Server=a;Password=*;Level=1'],
    ["curl -H 'Authorization: Bearer x' http://a", "curl -H 'Authorization: *' http://a"],
    ['curl -u admin:x http://a', 'curl -u admin:* http://a'],
    [
      'kubectl create secret generic a --from-literal=b=x y',
      'kubectl create secret generic a --from-literal=b=* y',
    ],
    [
      "create secret generic a --from-literal b='x y' -n z",
      "create secret generic a --from-literal b='*' -n z",
    ],
    [
      "create secret generic a '--from-literal=b=x y' -n z",
      "create secret generic a '--from-literal=b=*' -n z",
    ],
    ['create secret generic a \\\n  --from-literal=b=x', 'create secret generic a \\\n  --from-literal=b=*'],
    ['create secret generic a --from-literal=x', 'create secret generic a --from-literal=*'],
    ['create cm a --from-literal=b=x', 'create cm a --from-literal=b=x'],
    ['docker run --user 1000:1000 a', 'docker run --user 1000:1000 a'],
    ['docker run -p 80:80 a', 'docker run -p 80:80 a'],
    ['docker login -p x a', 'docker login -p * a'],
    ['redis-cli -a x ping', 'redis-cli -a * ping'],
    ['ls -a x; redis-cli ping', 'ls -a x; redis-cli ping'],
    ['redis-cli ping; ls -a x', 'redis-cli ping; ls -a x'],
    ['mysql -uroot -px app', 'mysql -uroot -p* app'],
    ['sh -c "mysql -px app"', 'sh -c "mysql -p* app"'],
    ['registry/auth-token:1.2', 'registry/auth-token:1.2'],
    ['object.spec.password == old.password', 'object.spec.password == old.password'],
    ['{"password": "x", "user": "y"}', '{"password": "*", "user": "y"}'],
    ['user=a\npassword=x y\nlevel=1', 'user=a\npassword=*\nlevel=1'],
    ['user: a\npassword: |\n  x\nlevel: 1', 'user: a\npassword: |\n  *\nlevel: 1'],
    ['passwordFile: /a\ntoken-ttl: 5', 'passwordFile: /a\ntoken-ttl: 5'],
    ['-----BEGIN RSA PRIVATE KEY-----\nx\n-----END', '-----BEGIN RSA PRIVATE KEY-----*-----END'],
  ])('%j: %j', (text, said) => expect(shown(text)).toBe(said));

  it.each(['\\"', 'password="', "it's token ", '{password: x ', 'http://b:c', '--token ', 'x: \n'])(
    'is known of a long text of %j as of a short one',
    (part) => {
      // What looked back or ahead over all of the text would not come to an end.
      const long = `password ${part.repeat(300_000 / part.length)}`;
      expect(shown(long).length).toBeLessThanOrEqual(long.length);
    },
  );
});

it('messages lose every secret in one pass', () => {
  const secrets = Array.from({ length: 5000 }, (_one, index) => `pass${index}`);
  const hide = hider([...secrets, 'value', 'ab']);
  expect(hide('pass4999 and pass49 in "ab" of ab')).toBe(
    '(value hidden) and (value hidden) in "(value hidden)" of ab',
  );
  expect(hide('pass4999x '.repeat(100_000))).toBe('(value hidden)x '.repeat(100_000));
});
