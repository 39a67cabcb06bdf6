import { ownValue } from '../api/json.js';
import type { KubernetesVersion } from '../api/version.js';
import { noMatch, splitApiVersion } from './api-version.js';
import type { CrdSchemas } from './crds.js';
import type { SchemaError } from './error.js';
import { type Lifecycle, lifecycle } from './lifecycle.js';
import { nearest } from './nearest.js';
import { type Resource, resources } from './resources.js';

/** What does now what kinds did that nothing took the place of. */
const INSTEAD: Readonly<Record<string, string>> = {
  PodSecurityPolicy:
    'it is gone: label namespaces with pod-security.kubernetes.io/enforce: baseline or restricted, or write a ValidatingAdmissionPolicy',
};

/** Why an API server of that minor does not serve `apiVersion` `kind`, and what was most likely meant. */
export function unservedKind(
  version: KubernetesVersion,
  apiVersion: string,
  kind: string,
  crds?: CrdSchemas,
): SchemaError {
  const server = noMatch(apiVersion, kind);
  const known = lifecycle(version, apiVersion, kind);
  const served = resources(version);
  if (served.isOff(apiVersion, kind)) return offKind(version, apiVersion, kind);
  const part = served.find(apiVersion, kind);
  if (part) return neverApplied(part);
  const better = served.versionsOf(kind)[0];
  if (known?.state === 'removed') {
    const error: SchemaError = {
      code: 'removed-api',
      path: ['apiVersion'],
      server,
      message: `${apiVersion} ${kind} is not served since Kubernetes ${known.removed}`,
    };
    const replacement = replacementOf(known, version, kind) ?? (better && `${better} ${kind}`);
    if (replacement !== undefined) {
      [error.suggestion] = replacement.split(' ');
      error.hint = `use ${replacement}`;
    } else {
      error.hint = ownValue(INSTEAD, kind) ?? 'nothing takes its place';
    }
    return error;
  }
  if (known?.state === 'not-yet') {
    const error: SchemaError = {
      code: 'not-yet-served',
      path: ['apiVersion'],
      server,
      message: `${apiVersion} ${kind} is served from Kubernetes ${known.introduced} on`,
    };
    return {
      ...error,
      ...(better === undefined ? offHint(version, apiVersion, kind) : { suggestion: better }),
    };
  }
  if (known) {
    return {
      code: 'no-schema',
      path: ['apiVersion'],
      server,
      message: `${apiVersion} ${kind} is not described by the API of Kubernetes ${version}`,
    };
  }
  return neverServed(version, apiVersion, kind, server, crds);
}

/** Alpha and beta versions are off unless the server is started with them (pkg/controlplane/instance.go). */
function offKind(version: KubernetesVersion, apiVersion: string, kind: string): SchemaError {
  const [better] = resources(version).versionsOf(kind, splitApiVersion(apiVersion).group);
  return {
    code: 'off-by-default',
    path: ['apiVersion'],
    server: noMatch(apiVersion, kind),
    message: `Kubernetes ${version} serves ${apiVersion} ${kind} only with --runtime-config=${apiVersion}=true`,
    ...(better !== undefined && { suggestion: better, hint: `use ${better}` }),
  };
}

/** Where a kind of which no version is served is off. */
function offHint(version: KubernetesVersion, apiVersion: string, kind: string): Pick<SchemaError, 'hint'> {
  const [off] = resources(version).offVersionsOf(kind, splitApiVersion(apiVersion).group);
  return off === undefined ? {} : { hint: `Kubernetes ${version} has it in ${off}, which is off by default` };
}

/** What a server says to a write of what can only be read. */
export const METHOD_NOT_ALLOWED = 'the server does not allow this method on the requested resource';

/** A kind that is sent to subresources of others, that requests and answers are made of, or that can only be read. */
function neverApplied({ apiVersion, kind, plural, subresourceOf }: Resource): SchemaError {
  const whole = `${apiVersion} ${kind} is not an object that can be applied`;
  if (plural !== '') {
    const message = `${whole}: it can only be read`;
    return { code: 'unknown-kind', path: ['kind'], server: METHOD_NOT_ALLOWED, message };
  }
  const of = subresourceOf?.join(', ');
  return {
    code: 'unknown-kind',
    path: ['kind'],
    server: noMatch(apiVersion, kind),
    message: of ? `${whole}: it is a subresource (${of})` : `${whole}: requests and answers are made of it`,
  };
}

/** What takes the place of a removed API and is served, which may be what took the place of what took its place. */
function replacementOf(removed: Lifecycle, version: KubernetesVersion, kind: string): string | undefined {
  const [apiVersion = '', named = ''] = removed.replacement?.split(' ') ?? [];
  // Kubernetes' own table names the list of a kind for the kind once (IngressClassList).
  for (const candidate of [kind, named]) {
    if (resources(version).find(apiVersion, candidate)) return `${apiVersion} ${candidate}`;
  }
  const next = lifecycle(version, apiVersion, named);
  return next && replacementOf(next, version, kind);
}

function neverServed(
  version: KubernetesVersion,
  apiVersion: string,
  kind: string,
  server: string,
  crds: CrdSchemas | undefined,
): SchemaError {
  const served = resources(version);
  const kinds = [...served.all(), ...(crds?.kinds() ?? [])].filter((info) => info.role !== 'meta');
  const { group } = splitApiVersion(apiVersion);

  const sameVersion = kinds.filter((info) => info.apiVersion === apiVersion).map((info) => info.kind);
  if (sameVersion.length > 0) {
    const elsewhere = kinds.find((info) => info.kind === kind);
    const error: SchemaError = elsewhere
      ? { code: 'unknown-version', path: ['apiVersion'], message: `${kind} is not in ${apiVersion}` }
      : {
          code: 'unknown-kind',
          path: ['kind'],
          message: `${apiVersion} has no kind ${JSON.stringify(kind)}`,
        };
    const suggestion = elsewhere
      ? (served.versionsOf(kind)[0] ?? elsewhere.apiVersion)
      : nearest(kind, sameVersion);
    return { ...error, server, ...(suggestion !== undefined && { suggestion }) };
  }

  const versions = [...new Set(kinds.filter((info) => info.kind === kind).map((info) => info.apiVersion))];
  const inGroup = served.hasGroup(group) || kinds.some((info) => info.group === group);
  const near =
    nearest(apiVersion, versions) ?? versions.find((candidate) => splitApiVersion(candidate).group === group);
  // A group without a dot can only be Kubernetes' own.
  if (inGroup || near !== undefined || !group.includes('.')) {
    const off = versions.length === 0 ? offHint(version, apiVersion, kind) : {};
    const suggestion =
      near ??
      (versions.length > 0
        ? (served.versionsOf(kind)[0] ?? versions[0])
        : off.hint === undefined
          ? nearest(apiVersion, new Set(kinds.map((info) => info.apiVersion)))
          : undefined);
    return {
      code: 'unknown-version',
      path: ['apiVersion'],
      server,
      message: `there is no apiVersion ${JSON.stringify(apiVersion)} for ${kind} in Kubernetes ${version}`,
      ...(suggestion !== undefined && { suggestion }),
      ...off,
    };
  }
  return {
    code: 'no-schema',
    path: ['apiVersion'],
    server,
    message: `${apiVersion} ${kind} is a custom resource whose CustomResourceDefinition was not given`,
  };
}
