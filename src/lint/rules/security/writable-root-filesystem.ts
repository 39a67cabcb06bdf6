import { lackOf } from '../containers-rule.js';

/** What breaks in can then change the program itself, and bring others. */
export default lackOf({
  name: 'security/writable-root-filesystem',
  severity: 'warning',
  set: 'strict',
  summary: 'A container that can write to its own file system.',
  linux: true,
  lacks: ({ at }) =>
    at.child('securityContext', 'readOnlyRootFilesystem').value === true
      ? undefined
      : 'no readOnlyRootFilesystem',
  hint: 'readOnlyRootFilesystem: true, and an emptyDir where it has to write',
});
