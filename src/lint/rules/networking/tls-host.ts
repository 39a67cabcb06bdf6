import { textOf } from '../../../api/json.js';
import { isNearName } from '../../../api/near-names.js';
import type { Place } from '../../object.js';
import { rule } from '../../rule.js';
import { didYouMean, replaceValue } from '../../suggest-fix.js';

/** A certificate is given out to those who ask for its host; no rule leads such anywhere. */
export default rule({
  name: 'networking/tls-host',
  severity: 'warning',
  summary: 'A host of the TLS of an Ingress that none of its rules has, while a rule goes without.',
  visit: 'Object',
  check({ apiVersion, kind, at }, { report }) {
    if (kind !== 'Ingress' || !/^(?:networking\.k8s\.io|extensions)\//.test(apiVersion)) return;
    const rules = at.items('spec', 'rules').map((one) => one.child('host'));
    const hosts = at.items('spec', 'tls').flatMap((tls) => placesIn(tls.child('hosts')));
    // A rule or a certificate without a host is for all.
    if (at.items('spec', 'tls').some((tls) => placesIn(tls.child('hosts')).length === 0)) return;
    if (rules.some(({ value }) => typeof value !== 'string' || value === '')) return;
    const bare = rules.filter(
      (rule_) => !hosts.some((host) => covers(textOf(host.value), textOf(rule_.value))),
    );
    const [first] = bare;
    if (!first) return;
    for (const host of hosts) {
      const name = textOf(host.value);
      if (rules.some((one) => covers(name, textOf(one.value)) || covers(textOf(one.value), name))) continue;
      const meant = bare.find((one) => isNearName(name, textOf(one.value)));
      report({
        at: host,
        severity: meant ? 'error' : 'warning',
        message: `no rule is about ${name}, and ${textOf((meant ?? first).value)} goes without a certificate`,
        ...(meant && { hint: didYouMean(textOf(meant.value)), fix: replaceValue(host, textOf(meant.value)) }),
        related: [{ message: 'rule', at: meant ?? first }],
      });
    }
  },
});

function placesIn(list: Place): Place[] {
  return Array.isArray(list.value) ? list.value.map((_, index) => list.child(index)) : [];
}

/** Whether a host is that of a certificate, whose `*` stands for one label. */
function covers(certificate: string, host: string): boolean {
  if (certificate === host) return true;
  return certificate.startsWith('*.') && certificate.slice(1) === host.slice(host.indexOf('.'));
}
