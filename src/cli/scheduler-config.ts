import type { JsonValue } from '../api/json.js';
import type { KubernetesVersion } from '../api/version.js';
import { readSchedulerConfiguration } from '../scheduler/configuration/read.js';
import { defaultScheduler, type Scheduler } from '../scheduler/configuration/scheduler.js';
import { Option } from './command-line.js';
import { UsageError } from './exit.js';
import { atPlace, readOptionFiles } from './option-files.js';

interface SchedulerOptions {
  k8s: KubernetesVersion;
  schedulerConfig?: string;
}

/** `--scheduler-config FILE` → `options.schedulerConfig: string | undefined`. */
export function schedulerConfigOption(): Option {
  return new Option('--scheduler-config <file>', 'the KubeSchedulerConfiguration that the cluster runs');
}

/** The scheduler that was asked for, the default one unless told. Throws UsageError with the place of what is wrong. */
export function readScheduler({ k8s, schedulerConfig }: SchedulerOptions): Scheduler {
  if (schedulerConfig === undefined) return defaultScheduler(k8s);
  const { documents } = readOptionFiles('--scheduler-config', [schedulerConfig]);
  const { scheduler, errors } = readSchedulerConfiguration(documents[0]?.value as JsonValue | undefined, k8s);
  const [error] = errors;
  if (!error) return scheduler;
  const text = error.field === '' ? error.message : `${error.field}: ${error.message}`;
  throw new UsageError(atPlace(documents[0]!.locate(error.path, 'key'), text));
}
