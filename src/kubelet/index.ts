export {
  type Assumption,
  crashes,
  failsToPull,
  matches,
  neverReady,
} from './assumption.js';
export { attachDetach } from './attachdetach.js';
export { kubelet } from './kubelet.js';
export { HEALTHY, type KubeletModel } from './model.js';
export { provisioner } from './provisioner.js';
