/** The types of objects by the names of their kinds. */
import type {
  AnyObject,
  Deployment,
  EndpointSlice,
  Namespace,
  Node,
  Pod,
  ReplicaSet,
  ReplicationController,
  Service,
} from './objects.js';
import type {
  ControllerRevision,
  CronJob,
  DaemonSet,
  HorizontalPodAutoscaler,
  Job,
  PersistentVolume,
  PersistentVolumeClaim,
  PodDisruptionBudget,
  ResourceQuota,
  StatefulSet,
  StorageClass,
} from './workloads.js';

/** The kinds whose fields kubeplan reads by name; every other kind comes back as `AnyObject`. */
export interface Kinds {
  ControllerRevision: ControllerRevision;
  CronJob: CronJob;
  DaemonSet: DaemonSet;
  Deployment: Deployment;
  EndpointSlice: EndpointSlice;
  HorizontalPodAutoscaler: HorizontalPodAutoscaler;
  Job: Job;
  Namespace: Namespace;
  Node: Node;
  PersistentVolume: PersistentVolume;
  PersistentVolumeClaim: PersistentVolumeClaim;
  Pod: Pod;
  PodDisruptionBudget: PodDisruptionBudget;
  ReplicaSet: ReplicaSet;
  ReplicationController: ReplicationController;
  ResourceQuota: ResourceQuota;
  Service: Service;
  StatefulSet: StatefulSet;
  StorageClass: StorageClass;
}

/** An object of a kind. */
export type ObjectOf<K extends string> = K extends keyof Kinds ? Kinds[K] : AnyObject;
