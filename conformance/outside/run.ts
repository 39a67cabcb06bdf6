/**
 * Runs kubeplan on examples and tests that others publish: npm run outside -- [--show N] SUITE CHECKOUT
 * (gateway-api, kube-linter, kube-score, kubescape, pod-security, polaris). CHECKOUT is a checkout of their repository; nothing of it is kept here.
 */
import { gatewayApi } from './gateway-api.js';
import { kubeLinter } from './kube-linter.js';
import { kubeScore } from './kube-score.js';
import { kubescape } from './kubescape.js';
import { podSecurity } from './pod-security.js';
import { polaris } from './polaris.js';
import type { Suite } from './suite.js';

const SUITES: Readonly<Record<string, Suite>> = {
  'gateway-api': gatewayApi,
  'kube-linter': kubeLinter,
  'kube-score': kubeScore,
  kubescape,
  'pod-security': podSecurity,
  polaris,
};

function main(args: string[]): void {
  const at = args.indexOf('--show');
  const show = at < 0 ? 0 : Number(args.splice(at, 2)[1]);
  const [name = '', checkout] = args;
  const suite = Object.hasOwn(SUITES, name) ? SUITES[name] : undefined;
  if (!suite || checkout === undefined) {
    throw new Error(`npm run outside -- [--show N] ${Object.keys(SUITES).join('|')} CHECKOUT`);
  }
  const parts = new Map<string, { agree: number; of: number }>();
  let shown = 0;
  for (const { part, name: example, agrees, said } of suite(checkout)) {
    const count = parts.get(part) ?? { agree: 0, of: 0 };
    parts.set(part, { agree: count.agree + (agrees ? 1 : 0), of: count.of + 1 });
    if (agrees || shown >= show) continue;
    shown += 1;
    process.stdout.write(`${part}: ${example}\n  ${(said || 'nothing said').replaceAll('\n', '\n  ')}\n`);
  }
  for (const [part, { agree, of }] of parts) process.stdout.write(`${part}: ${agree} of ${of}\n`);
}

main(process.argv.slice(2));
