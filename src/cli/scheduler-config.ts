import type { JsonValue } from '../api/json.js';
import type { KubernetesVersion } from '../api/version.js';
import { readSchedulerConfiguration } from '../scheduler/configuration/read.js';
import { defaultScheduler, type Scheduler } from '../scheduler/configuration/scheduler.js';
import { Option } from './command-line.js';
import { UsageError } from './exit.js';
import { atPlace, readOptionFiles } from './option-files.js';
import { gatesOf, type WithRelease } from './release.js';

interface SchedulerOptions extends WithRelease {
  k8s: KubernetesVersion;
  schedulerConfig?: string;
}

/** `--scheduler-config FILE` → `options.schedulerConfig: string | undefined`. */
export function schedulerConfigOption(): Option {
  return new Option('--scheduler-config <file>', 'the KubeSchedulerConfiguration that the cluster runs');
}

/** The scheduler that was asked for, the default one unless told. Throws UsageError with the place of what is wrong. */
export function readScheduler(options: SchedulerOptions): Scheduler {
  const { k8s, schedulerConfig } = options;
  const gates = gatesOf(options);
  if (schedulerConfig === undefined) return defaultScheduler(k8s, gates);
  const { documents } = readOptionFiles('--scheduler-config', [schedulerConfig]);
  const value = documents[0]?.value as JsonValue | undefined;
  const { scheduler, errors } = readSchedulerConfiguration(value, k8s, gates);
  const [error] = errors;
  if (!error) return scheduler;
  const text = error.field === '' ? error.message : `${error.field}: ${error.message}`;
  throw new UsageError(atPlace(documents[0]!.locate(error.path, 'key'), text));
}
