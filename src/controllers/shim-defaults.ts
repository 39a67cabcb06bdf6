// Temporary: until src/admission has the defaults.
type O = Record<string, any>;
const d = (o: O, k: string, v: unknown) => { if (o[k] === undefined || o[k] === null) o[k] = v; };
function podSpec(s: O) {
  d(s, 'restartPolicy', 'Always'); d(s, 'dnsPolicy', 'ClusterFirst'); d(s, 'schedulerName', 'default-scheduler');
  d(s, 'securityContext', {}); d(s, 'terminationGracePeriodSeconds', 30);
  for (const c of [...(s['containers'] ?? []), ...(s['initContainers'] ?? [])]) {
    d(c, 'resources', {}); d(c, 'terminationMessagePath', '/dev/termination-log'); d(c, 'terminationMessagePolicy', 'File');
    d(c, 'imagePullPolicy', /:latest$/.test(c.image) || !/:[^/]*$/.test(c.image) ? 'Always' : 'IfNotPresent');
    for (const p of c.ports ?? []) d(p, 'protocol', 'TCP');
    if (c.resources.limits) { c.resources.requests = { ...c.resources.limits, ...c.resources.requests }; }
  }
}
export function shimDefaults(object: any): any {
  const o = structuredClone(object) as O; const s = o['spec'] as O;
  const t = s?.['template'];
  if (t?.spec) podSpec(t.spec);
  switch (o['kind']) {
    case 'Pod': podSpec(s);  d(s, 'serviceAccountName', 'default'); d(s, 'priority', 0);
      if (!s.tolerations?.length) s.tolerations = ['not-ready', 'unreachable'].map((k) => ({ key: `node.kubernetes.io/${k}`, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 }));
      break;
    case 'Deployment': d(s, 'replicas', 1); d(s, 'revisionHistoryLimit', 10); d(s, 'progressDeadlineSeconds', 600);
      d(s, 'strategy', {}); d(s.strategy, 'type', 'RollingUpdate');
      if (s.strategy.type === 'RollingUpdate') { d(s.strategy, 'rollingUpdate', {}); d(s.strategy.rollingUpdate, 'maxSurge', '25%'); d(s.strategy.rollingUpdate, 'maxUnavailable', '25%'); }
      break;
    case 'ReplicaSet': d(s, 'replicas', 1); break;
    case 'ReplicationController': d(s, 'replicas', 1); d(s, 'selector', t?.metadata?.labels); break;
    case 'StatefulSet': d(s, 'replicas', 1); d(s, 'revisionHistoryLimit', 10); d(s, 'podManagementPolicy', 'OrderedReady'); d(s, 'updateStrategy', {}); d(s.updateStrategy, 'type', 'RollingUpdate');
      if (s.updateStrategy.type === 'RollingUpdate') { d(s.updateStrategy, 'rollingUpdate', {}); d(s.updateStrategy.rollingUpdate, 'partition', 0); }
      d(s, 'persistentVolumeClaimRetentionPolicy', {}); d(s.persistentVolumeClaimRetentionPolicy, 'whenDeleted', 'Retain'); d(s.persistentVolumeClaimRetentionPolicy, 'whenScaled', 'Retain');
      for (const c of s.volumeClaimTemplates ?? []) { c.apiVersion = 'v1'; c.kind = 'PersistentVolumeClaim'; d(c.spec, 'volumeMode', 'Filesystem'); }
      break;
    case 'DaemonSet': d(s, 'revisionHistoryLimit', 10); d(s, 'updateStrategy', {}); d(s.updateStrategy, 'type', 'RollingUpdate');
      if (s.updateStrategy.type === 'RollingUpdate') { d(s.updateStrategy, 'rollingUpdate', {}); d(s.updateStrategy.rollingUpdate, 'maxSurge', 0); d(s.updateStrategy.rollingUpdate, 'maxUnavailable', 1); }
      break;
    case 'PersistentVolumeClaim': d(s, 'volumeMode', 'Filesystem'); d(s, 'storageClassName', 'fake'); o.metadata.finalizers ??= ['kubernetes.io/pvc-protection']; break;
    case 'PersistentVolume': d(s, 'volumeMode', 'Filesystem'); d(s, 'persistentVolumeReclaimPolicy', 'Retain'); o.metadata.finalizers ??= ['kubernetes.io/pv-protection']; break;
    case 'Job': d(s, 'backoffLimit', s.backoffLimitPerIndex === undefined ? 6 : 2147483647); d(s, 'completionMode', 'NonIndexed'); d(s, 'suspend', false); d(s, 'podReplacementPolicy', s.podFailurePolicy ? 'Failed' : 'TerminatingOrFailed');
      if (s.completions === undefined && s.parallelism === undefined) s.completions = 1; d(s, 'parallelism', 1); d(s, 'manualSelector', false); break;
    case 'CronJob': d(s, 'concurrencyPolicy', 'Allow'); d(s, 'suspend', false); d(s, 'successfulJobsHistoryLimit', 3); d(s, 'failedJobsHistoryLimit', 1); break;
  }
  return o;
}
