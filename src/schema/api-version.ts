/** Versions of APIs: the texts `apps/v1` and `v1beta1`. */
import { compareTexts } from '../api/text.js';

/** `apps/v1` taken apart; the core group is ''. */
export function splitApiVersion(apiVersion: string): { group: string; version: string } {
  const slash = apiVersion.indexOf('/');
  if (slash < 0) return { group: '', version: apiVersion };
  return { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1) };
}

/** `apps/v1` put together; `v1` for the core group. */
export function joinApiVersion(group: string, version: string): string {
  return group === '' ? version : `${group}/${version}`;
}

/** Stable before beta before alpha, newer before older (k8s.io/apimachinery/pkg/version/helpers.go). Negative: `a` first. */
export function compareApiVersions(a: string, b: string): number {
  const [rankA, rankB] = [rankOf(a), rankOf(b)];
  if (!rankA || !rankB) return Number(!rankA) - Number(!rankB) || compareTexts(a, b);
  return rankB[0] - rankA[0] || rankB[1] - rankA[1] || rankB[2] - rankA[2];
}

function rankOf(version: string): [stability: number, major: number, minor: number] | undefined {
  const match = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version);
  if (!match) return undefined;
  const stability = match[2] === undefined ? 2 : match[2] === 'beta' ? 1 : 0;
  return [stability, Number(match[1]), Number(match[3] ?? 0)];
}

/** What a server says of a kind that it does not serve. */
export function noMatch(apiVersion: string, kind: string): string {
  return `no matches for kind ${JSON.stringify(kind)} in version ${JSON.stringify(apiVersion)}`;
}

/** True for what a server, or kubectl, says of a kind that is not served. */
export function isNoMatch(message: string): boolean {
  return message.startsWith('no matches for kind ');
}
