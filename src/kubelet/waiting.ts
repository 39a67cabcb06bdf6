/** Why containers do not run, in the words of their status (pkg/kubelet/images, kuberuntime). */
import { imageError } from '../api/image.js';
import type { Container } from '../api/objects.js';

/** As a status says it. */
export interface Waiting {
  reason: string;
  message?: string;
}

/** A container is about to be created, or waits for the init containers. */
export const CREATING = 'ContainerCreating';
export const INITIALIZING = 'PodInitializing';
/** Why a container waits whose image cannot be pulled. */
const PULL_BACK_OFF = 'ImagePullBackOff';
export const INVALID_IMAGE = 'InvalidImageName';
export const NEVER_PULLED = 'ErrImageNeverPull';
/** The policy by which an image has to be on the node. */
export const NEVER = 'Never';
/** Why a container waits whose configuration is not there. */
export const CONFIG_ERROR = 'CreateContainerConfigError';
/** The reason of events about probes that fail, or cannot be made. */
export const UNHEALTHY = 'Unhealthy';
/** Why a container waits that has ended and is to be started again. */
export const CRASH_BACK_OFF = 'CrashLoopBackOff';

const PULL_REASONS: ReadonlySet<string> = new Set([
  PULL_BACK_OFF,
  INVALID_IMAGE,
  'ErrImagePull',
  NEVER_PULLED,
  'ImageInspectError',
  'RegistryUnavailable',
  'SignatureValidationFailed',
]);

/** Whether that is why a container has no image. */
export function isPullFailure(reason: string | undefined): boolean {
  return reason !== undefined && PULL_REASONS.has(reason);
}

/** Whether that is no more than the way to a container that runs. */
export function isOnTheWay(reason: string | undefined): boolean {
  return reason === undefined || reason === CREATING || reason === INITIALIZING;
}

/** The state of a container whose image cannot be had: not pulled, or not there where it is never pulled. */
export function noImage({ image = '', imagePullPolicy }: Container): Waiting {
  if (imagePullPolicy !== NEVER)
    return { reason: PULL_BACK_OFF, message: `Back-off pulling image "${image}"` };
  return {
    reason: NEVER_PULLED,
    message: `Container image "${image}" is not present with pull policy of Never`,
  };
}

/** The state of a container whose image is no name of one. */
export function invalidImage(image = ''): Waiting {
  const message = `Failed to apply default image tag "${image}": couldn't parse image name "${image}": ${imageError(image ?? '')}`;
  return { reason: INVALID_IMAGE, message };
}
