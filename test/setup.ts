/** Tests call admission and lint without waiting: every kind is known, from the start. */
import '../src/admission/kinds/all.js';
