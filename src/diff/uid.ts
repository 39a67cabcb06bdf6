/** Stands for the uid of every object that has never been in a cluster: none is compared, but a Job's labels say its own. */
export const NO_UID = '00000000-0000-0000-0000-000000000000';
