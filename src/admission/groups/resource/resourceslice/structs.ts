/** Slices and their devices, of v1 and of v1beta1, which keeps what is said of a device a level deeper. */
import type { Struct } from '../../../typed.js';

export type Slice = Struct<'resource.v1.ResourceSlice' | 'resource.v1beta1.ResourceSlice'>;
export type SliceSpec = Struct<'resource.v1.ResourceSliceSpec' | 'resource.v1beta1.ResourceSliceSpec'>;
export type Device = Struct<'resource.v1.Device'> | Struct<'resource.v1beta1.Device'>;
export type DeviceFields = Struct<'resource.v1.Device' | 'resource.v1beta1.BasicDevice'>;
export type Taint = Struct<
  'resource.v1.DeviceTaint' | 'resource.v1beta1.DeviceTaint' | 'resource.v1beta2.DeviceTaint'
>;
export type Pool = Struct<'resource.v1.ResourcePool' | 'resource.v1beta1.ResourcePool'>;
export type Counters = Struct<
  | 'resource.v1.CounterSet'
  | 'resource.v1.DeviceCounterConsumption'
  | 'resource.v1beta1.CounterSet'
  | 'resource.v1beta1.DeviceCounterConsumption'
>;
