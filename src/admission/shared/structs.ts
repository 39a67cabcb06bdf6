/** Structs that many rules take, by shorter names. */
import type { Struct } from '../typed.js';

export type ObjectMeta = Struct<'meta.v1.ObjectMeta'>;
export type LabelSelector = Struct<'meta.v1.LabelSelector'>;

export type Pod = Struct<'core.v1.Pod'>;
export type PodSpec = Struct<'core.v1.PodSpec'>;
export type PodTemplate = Struct<'core.v1.PodTemplateSpec'>;
/** The kinds that make pods of their `spec.template`. */
export type WorkloadName =
  | 'apps.v1.DaemonSet'
  | 'apps.v1.Deployment'
  | 'apps.v1.ReplicaSet'
  | 'apps.v1.StatefulSet'
  | 'batch.v1.Job'
  | 'core.v1.ReplicationController';
export type Workload = Struct<WorkloadName>;
/** A container of whichever of a pod's lists. */
export type Container = Struct<'core.v1.Container' | 'core.v1.EphemeralContainer'>;
export type ResourceRequirements = Struct<'core.v1.ResourceRequirements'>;
export type Toleration = Struct<'core.v1.Toleration'>;
export type Volume = Struct<'core.v1.Volume'>;
export type ClaimSpec = Struct<'core.v1.PersistentVolumeClaimSpec'>;

/** A schema of a CustomResourceDefinition, or a node of one. */
export type Schema = Struct<'apiextensions.v1.JSONSchemaProps'>;
export type ValidationRule = Struct<'apiextensions.v1.ValidationRule'>;
