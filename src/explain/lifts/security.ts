/** Pod Security: the fields that a level asks for, and a level that asks for less. */
import type { JsonValue, Path } from '../../api/json.js';
import type { FieldEdit } from '../moves/edit.js';
import { type Remedy, UNEDITED } from '../remedy.js';
import { type Lifting, type Refused, removedFromTemplate, setInTemplate } from './lift.js';

const LABEL = 'pod-security.kubernetes.io/enforce';
/** From the strictest on. */
const LEVELS = ['restricted', 'baseline', 'privileged'];
const COST = { fields: 1, level: 2 };

/** By the last steps of a place: what a container or a pod has to say there. All else that is at fault goes. */
const WANTED: Readonly<Record<string, { at: Path; value: JsonValue }>> = {
  allowPrivilegeEscalation: { at: ['allowPrivilegeEscalation'], value: false },
  runAsNonRoot: { at: ['runAsNonRoot'], value: true },
  drop: { at: ['capabilities', 'drop'], value: ['ALL'] },
  seccompProfile: { at: ['seccompProfile'], value: { type: 'RuntimeDefault' } },
};

export const securityLifts: Lifting = (refused) => {
  const { by, places = [] } = refused.refusal;
  if (by?.kind !== 'Namespace' || !by.path.includes(LABEL)) return [];
  return [...(places.length > 0 ? [asAsked(refused, places)] : []), ...lowerLevels(refused)];
};

function asAsked(refused: Refused, places: readonly Path[]): Remedy {
  const edits = places.map((place) => editFor(refused, place));
  const names = [
    ...new Set(edits.map(({ path, action }) => `${action === 'remove' ? 'without ' : ''}${lastName(path)}`)),
  ];
  return {
    ...UNEDITED,
    title: `give it the security context that the namespace asks for: ${names.join(', ')}`,
    kinds: ['security'],
    cost: COST.fields,
    edits,
  };
}

function lastName(path: Path): string {
  return String(path.findLast((step) => typeof step === 'string'));
}

function editFor(refused: Refused, place: Path): FieldEdit {
  const context = place.indexOf('securityContext');
  const wanted =
    context < 0 ? undefined : WANTED[lastName(place) === 'type' ? String(place.at(-2)) : lastName(place)];
  if (wanted) return setInTemplate(refused, [...place.slice(0, context + 1), ...wanted.at], wanted.value);
  return removedFromTemplate(refused, place);
}

/** The namespace asks for less. */
function lowerLevels({ cluster, refusal: { by } }: Refused): Remedy[] {
  const namespace = by && cluster.get('Namespace', by.name);
  const now = namespace?.metadata.labels?.[LABEL] ?? '';
  if (!namespace) return [];
  return LEVELS.slice(LEVELS.indexOf(now) + 1).map((level, i) => ({
    ...UNEDITED,
    title: `let namespace ${namespace.metadata.name} enforce ${level} only (now ${now})`,
    kinds: ['security level'],
    cost: COST.level + i,
    others: [
      {
        object: namespace,
        edits: [{ action: 'replace', path: ['metadata', 'labels', LABEL], value: level }],
      },
    ],
  }));
}
