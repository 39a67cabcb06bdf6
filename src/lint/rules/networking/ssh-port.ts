import { rule } from '../../rule.js';

const SSH = 22;

export default rule({
  name: 'networking/ssh-port',
  severity: 'warning',
  set: 'strict',
  summary: 'A container that listens at the port of SSH: kubectl exec is what opens a shell.',
  visit: 'Container',
  check({ at, name }, { report }) {
    for (const port of at.items('ports')) {
      const place = port.child('containerPort');
      if (place.value === SSH)
        report({ at: place, message: `container ${name} listens at port 22, that of SSH` });
    }
  },
});
