import { describe, expect, it } from 'vitest';
import { CommandWords, credentialOperands, listedOperands } from '../../src/api/command-words.js';
import { replaceRanges } from '../../src/api/ranges.js';

const shown = (text: string): string => replaceRanges(text, credentialOperands(text), '*');
const shownOfList = (line: string): string =>
  replaceRanges(line, listedOperands(line, new CommandWords()), '*');

it.each([
  ['args: [--password, {a: hunter2}, seen]', 'args: [--password, {*}, seen]'],
  ['args: [--password, [a, {"b": "hunter2"}], seen]', 'args: [--password, [*], seen]'],
  ['args: [--password, a: hunter2', 'args: [--password, *'],
  ['args: [--password, hunter2, {a: seen}]', 'args: [--password, *, {a: seen}]'],
])('what is shown of the list %s', (line, expected) => {
  expect(shownOfList(line)).toBe(expected);
});

describe('what is shown of a command', () => {
  it.each([
    'redis-cli -a',
    'sshpass -p',
    'mongo -p',
    'mongosh -p',
    'mongodump -p',
    'mongorestore -p',
    'mosquitto_pub -P',
    'mosquitto_sub -P',
    'sqlcmd -P',
    'ldapsearch -w',
    'ldapmodify -w',
    'ldapadd -w',
    'docker login -p',
    'podman login -p',
    'helm registry login -p',
    'skopeo login -p',
    'crane auth login -p',
    'az acr login -p',
    'rabbitmqadmin -p',
    'zip -P',
    'unzip -P',
  ])('nothing of what follows %s', (command) => {
    expect(shown(`${command} hunter2 there`)).toBe(`${command} * there`);
    expect(shown(`/usr/bin/${command} "hunter 2" there`)).toBe(`/usr/bin/${command} "*" there`);
  });

  it.each(['-u', '--user', '-U', '--proxy-user'])('the name alone that follows curl %s', (flag) => {
    expect(shown(`curl ${flag} admin:hunter2 there`)).toBe(`curl ${flag} admin:* there`);
    expect(shown(`curl ${flag} "admin:hunter 2" there`)).toBe(`curl ${flag} "admin:*" there`);
  });

  it.each([
    'mysql -p',
    'mysqladmin -p',
    'mysqldump -p',
    'mysqlcheck -p',
    'mysqlimport -p',
    'mariadb -p',
    'mariadb-admin -p',
    'mariadb-dump -p',
    'sshpass -p',
    'redis-cli -a',
  ])('nothing of what stands right behind %s', (command) => {
    expect(shown(`${command}hunter2 there`)).toBe(`${command}* there`);
  });

  it.each(['docker', 'podman', 'helm', 'skopeo', 'crane', 'az'])(
    'the port that follows %s run -p',
    (program) => {
      expect(shown(`${program} run -p 80 there`)).toBe(`${program} run -p 80 there`);
      expect(shown(`${program} login; ${program} run -p 80`)).toBe(`${program} login; ${program} run -p 80`);
    },
  );

  it.each([
    // The database is asked for a password, and none is given.
    ['mysql -p app', 'mysql -p app'],
    ['mkdir -pv /data', 'mkdir -pv /data'],
    ['tar -p /data', 'tar -p /data'],
    ['mysqladmin ping; mkdir -pv /data', 'mysqladmin ping; mkdir -pv /data'],
    ['(redis-cli -a hunter2)', '(redis-cli -a *)'],
    ['redis-cli -a hunter2; ls', 'redis-cli -a *; ls'],
    ['run --password; ls', 'run --password; ls'],
    ['run --password \'a b\' "c"', 'run --password \'*\' "c"'],
    ['redis-cli -a a;b|c ping', 'redis-cli -a * ping'],
    ['redis-cli -a $(PASSWORD)', 'redis-cli -a $(PASSWORD)'],
    ["redis-cli -a 'hunter 2' ping", "redis-cli -a '*' ping"],
    ['redis-cli -a "a\\"b" ping', 'redis-cli -a "*" ping'],
    ['sh -c "redis-cli -a hunter2 ping" there', 'sh -c "redis-cli -a * ping" there'],
    ["sh -c 'redis-cli -a hunter2 ping'", "sh -c 'redis-cli -a * ping'"],
    ['redis-cli -a\nhunter2', 'redis-cli -a\nhunter2'],
    ['curl -u admin http://a', 'curl -u admin http://a'],
    ['curl -u a/b:c http://a', 'curl -u a/b:c http://a'],
    ['curl -u 1000:1000 http://a', 'curl -u 1000:1000 http://a'],
    ['curl -u 1000:a1000 http://a', 'curl -u 1000:* http://a'],
    ['login --password --level 1', 'login --password --level 1'],
  ])('%s: %s', (text, said) => expect(shown(text)).toBe(said));
});

describe('what is shown of a list of words', () => {
  it.each([
    ['[redis-cli, -a, hunter2, ping]', '[redis-cli, -a, *, ping]'],
    ['["redis-cli", "-a", "hunter 2", "ping"]', '["redis-cli", "-a", "*", "ping"]'],
    ["['redis-cli', '-a', 'hunter 2', 'ping']", "['redis-cli', '-a', '*', 'ping']"],
    ['["mysql", "-phunter2", "app"]', '["mysql", "-p*", "app"]'],
    ['["sh", "-c", "redis-cli -a hunter2 ping"]', '["sh", "-c", "redis-cli -a * ping"]'],
    ['[mkdir, -pv, /data]', '[mkdir, -pv, /data]'],
  ])('%s: %s', (line, said) => expect(shownOfList(line)).toBe(said));
});
