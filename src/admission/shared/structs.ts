/** Structs that many rules take, by shorter names. */
import type { Struct } from '../typed.js';

export type ObjectMeta = Struct<'meta.v1.ObjectMeta'>;
export type LabelSelector = Struct<'meta.v1.LabelSelector'>;

export type Pod = Struct<'core.v1.Pod'>;
export type PodSpec = Struct<'core.v1.PodSpec'>;
export type PodTemplate = Struct<'core.v1.PodTemplateSpec'>;
/** A container of whichever of a pod's lists. */
export type Container = Struct<'core.v1.Container' | 'core.v1.EphemeralContainer'>;
export type Volume = Struct<'core.v1.Volume'>;
export type ResourceRequirements = Struct<
  'core.v1.ResourceRequirements' | 'core.v1.VolumeResourceRequirements'
>;
