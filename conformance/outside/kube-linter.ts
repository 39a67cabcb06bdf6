/** The end-to-end tests of kube-linter: of each check the kinds in which it fires; what is named dont-fire must not. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { textOf, valueAt } from '../../src/api/json.js';
import { counterpartsOf, expectation, foundIn } from './counterparts.js';
import { type Example, objectsOf } from './suite.js';

const TEST = /^@test "([^"]+)" \{\n(.*?)^\}/gms;
const SOUND = /^(?:dont-fire|good-|valid|should-pass|sorted-)/;
/** Kinds of OpenShift and of operators, which nothing here has a schema of. */
const FOREIGN = ['DeploymentConfig', 'SecurityContextConstraints', 'ServiceMonitor', 'ScaledObject'];

/** What a role allows is told of the role here, and of its bindings there. */
const ROLE_OF: Readonly<Record<string, string>> = { ClusterRoleBinding: 'ClusterRole', RoleBinding: 'Role' };

export function* kubeLinter(checkout: string): Generator<Example> {
  const counterparts = counterpartsOf('kube-linter');
  const tests = readFileSync(join(checkout, 'e2etests/bats-tests.sh'), 'utf8');
  for (const [, check = '', body = ''] of tests.matchAll(TEST)) {
    const rules = counterparts.get(check);
    const file = /tmp="([^"]+)"/.exec(body)?.[1];
    if (!rules || file === undefined || !existsSync(join(checkout, file))) continue;
    const found = foundIn([join(checkout, file)], rules);
    const kinds = new Set([...body.matchAll(/== "([A-Z]\w+): /g)].map(([, kind]) => kind!));
    for (const kind of kinds) {
      if (FOREIGN.includes(kind)) continue;
      yield expectation(
        `${check}: ${kind} of ${file}`,
        true,
        found.some((one) => [kind, ROLE_OF[kind]].includes(one.kind) && !SOUND.test(one.name)),
      );
    }
    for (const object of objectsOf(join(checkout, file))) {
      const [kind, name] = [textOf(object['kind']), textOf(valueAt(object, ['metadata', 'name']))];
      if (!SOUND.test(name) || FOREIGN.includes(kind)) continue;
      yield expectation(
        `${check}: ${kind} ${name} of ${file}`,
        false,
        found.some((one) => one.kind === kind && one.name === name),
      );
    }
  }
}
