/** Which resources a dump of a cluster has to hold, so that plan, explain and drain know all that decides. */

/** As kubectl names them; every server since 1.28 has them. The first of them are what most is asked of. */
export const SNAPSHOT_RESOURCES: readonly string[] = [
  'nodes',
  'namespaces',
  'pods',
  'deployments.apps',
  'replicasets.apps',
  'statefulsets.apps',
  'daemonsets.apps',
  'controllerrevisions.apps',
  'replicationcontrollers',
  'jobs.batch',
  'cronjobs.batch',
  'services',
  'configmaps',
  'secrets',
  'serviceaccounts',
  'persistentvolumeclaims',
  'persistentvolumes',
  'storageclasses.storage.k8s.io',
  'csinodes.storage.k8s.io',
  'volumeattachments.storage.k8s.io',
  'priorityclasses.scheduling.k8s.io',
  'runtimeclasses.node.k8s.io',
  'resourcequotas',
  'limitranges',
  'poddisruptionbudgets.policy',
  'horizontalpodautoscalers.autoscaling',
  'ingresses.networking.k8s.io',
  'ingressclasses.networking.k8s.io',
  'endpointslices.discovery.k8s.io',
  'customresourcedefinitions.apiextensions.k8s.io',
  'validatingwebhookconfigurations.admissionregistration.k8s.io',
  'mutatingwebhookconfigurations.admissionregistration.k8s.io',
];

/** What only newer servers have, or some: left out where it is not served. */
export const NEWER_RESOURCES: readonly string[] = [
  'validatingadmissionpolicies.admissionregistration.k8s.io',
  'validatingadmissionpolicybindings.admissionregistration.k8s.io',
  'resourceslices.resource.k8s.io',
  'resourceclaims.resource.k8s.io',
  'resourceclaimtemplates.resource.k8s.io',
  'deviceclasses.resource.k8s.io',
];
