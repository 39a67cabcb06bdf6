export { matches } from './images.js';
export { kubelet } from './kubelet.js';
export { HEALTHY, type KubeletModel } from './model.js';
export { provisioner } from './provisioner.js';
