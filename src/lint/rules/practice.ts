import type { Rule } from '../rule.js';
import deprecatedServiceaccount from './apps/deprecated-serviceaccount.js';
import latestTag from './images/latest-tag.js';
import pullPolicy from './images/pull-policy.js';
import deadlineBeforeBackoff from './jobs/deadline-before-backoff.js';
import noStartingDeadline from './jobs/no-starting-deadline.js';
import noTimeZone from './jobs/no-time-zone.js';
import noTtl from './jobs/no-ttl.js';
import overtaken from './jobs/overtaken.js';
import exposedService from './networking/exposed-service.js';
import ingressWithoutTls from './networking/ingress-without-tls.js';
import noNetworkpolicy from './networking/no-networkpolicy.js';
import peerAndOr from './networking/peer-and-or.js';
import privilegedPort from './networking/privileged-port.js';
import sshPort from './networking/ssh-port.js';
import undeclaredProbePort from './networking/undeclared-probe-port.js';
import defaultNamespace from './objects/default-namespace.js';
import serverOwnedFields from './objects/server-owned-fields.js';
import clusterAdmin from './rbac/cluster-admin.js';
import createPods from './rbac/create-pods.js';
import escalate from './rbac/escalate.js';
import podExec from './rbac/pod-exec.js';
import secrets from './rbac/secrets.js';
import wildcard from './rbac/wildcard.js';
import hpaAndReplicas from './reliability/hpa-and-replicas.js';
import hpaFixed from './reliability/hpa-fixed.js';
import noLivenessProbe from './reliability/no-liveness-probe.js';
import noPdb from './reliability/no-pdb.js';
import noPriority from './reliability/no-priority.js';
import noReadinessProbe from './reliability/no-readiness-probe.js';
import noSpreading from './reliability/no-spreading.js';
import pdbUnhealthyPods from './reliability/pdb-unhealthy-pods.js';
import quotaTooSmall from './reliability/quota-too-small.js';
import recreate from './reliability/recreate.js';
import sameProbes from './reliability/same-probes.js';
import singleReplica from './reliability/single-replica.js';
import slowStart from './reliability/slow-start.js';
import spreadWhileRolling from './reliability/spread-while-rolling.js';
import stuckRollout from './reliability/stuck-rollout.js';
import limitAboveRequest from './resources/limit-above-request.js';
import noCpuLimit from './resources/no-cpu-limit.js';
import noCpuRequest from './resources/no-cpu-request.js';
import noEphemeralStorage from './resources/no-ephemeral-storage.js';
import noMemoryLimit from './resources/no-memory-limit.js';
import noMemoryRequest from './resources/no-memory-request.js';
import capabilities from './security/capabilities.js';
import credentialInConfigmap from './security/credential-in-configmap.js';
import dangerousCapabilities from './security/dangerous-capabilities.js';
import defaultServiceaccount from './security/default-serviceaccount.js';
import hostNamespaces from './security/host-namespaces.js';
import hostPath from './security/host-path.js';
import hostPort from './security/host-port.js';
import hostProcess from './security/host-process.js';
import lowUserId from './security/low-user-id.js';
import privilegeEscalation from './security/privilege-escalation.js';
import privileged from './security/privileged.js';
import procMount from './security/proc-mount.js';
import runAsRoot from './security/run-as-root.js';
import runtimeSocket from './security/runtime-socket.js';
import seccompProfile from './security/seccomp-profile.js';
import secretEnvReference from './security/secret-env-reference.js';
import secretInEnv from './security/secret-in-env.js';
import sensitiveHostPath from './security/sensitive-host-path.js';
import serviceaccountToken from './security/serviceaccount-token.js';
import unsafeSysctls from './security/unsafe-sysctls.js';
import writableHostPath from './security/writable-host-path.js';
import writableRootFilesystem from './security/writable-root-filesystem.js';

/**
 * The rules of the sets beyond `default`, by group: loaded only when they are asked for. Adding one: its file, its line
 * here, its page in docs/rules.
 */
export const PRACTICE_RULES: readonly Rule[] = [
  deprecatedServiceaccount,
  latestTag,
  pullPolicy,
  deadlineBeforeBackoff,
  noStartingDeadline,
  noTimeZone,
  noTtl,
  overtaken,
  exposedService,
  ingressWithoutTls,
  noNetworkpolicy,
  peerAndOr,
  privilegedPort,
  sshPort,
  undeclaredProbePort,
  defaultNamespace,
  serverOwnedFields,
  clusterAdmin,
  createPods,
  escalate,
  podExec,
  secrets,
  wildcard,
  hpaAndReplicas,
  hpaFixed,
  noLivenessProbe,
  noPdb,
  noPriority,
  noReadinessProbe,
  noSpreading,
  pdbUnhealthyPods,
  quotaTooSmall,
  recreate,
  sameProbes,
  singleReplica,
  slowStart,
  spreadWhileRolling,
  stuckRollout,
  limitAboveRequest,
  noCpuLimit,
  noEphemeralStorage,
  noMemoryLimit,
  noCpuRequest,
  noMemoryRequest,
  capabilities,
  credentialInConfigmap,
  dangerousCapabilities,
  defaultServiceaccount,
  hostNamespaces,
  hostPath,
  hostPort,
  hostProcess,
  lowUserId,
  privilegeEscalation,
  privileged,
  procMount,
  runAsRoot,
  runtimeSocket,
  seccompProfile,
  secretEnvReference,
  secretInEnv,
  sensitiveHostPath,
  serviceaccountToken,
  unsafeSysctls,
  writableHostPath,
  writableRootFilesystem,
];
