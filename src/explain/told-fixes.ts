/** Proven remedies in the words of the manifests: what to change, where it stands, and how far it gets. */

import type { JsonValue } from '../api/json.js';
import { pointerText } from '../api/json-pointer.js';
import { keyOf, refOf } from '../api/object-key.js';
import type { KubeObject, Pod } from '../api/objects.js';
import { commandLine, inNamespaceWords } from '../api/shell.js';
import { asJson } from '../api/unstructured.js';
import { idOf } from '../cluster/object-id.js';
import { writeYaml } from '../manifest/write-yaml.js';
import { scheduleOne } from '../scheduler/schedule-one.js';
import { locator, type World } from '../simulation/world.js';
import { whyNot } from './answer.js';
import type { Edit, Fix, FixProof } from './explanation.js';
import { type FieldEdit, isToDo, yamlOf } from './moves/edit.js';
import type { Proof, Scene } from './prove.js';
import { goneIn, type Proven } from './proven.js';
import { lookAt } from './remedies/look.js';
import { isMadeAnew, remedySteps, wholeOf } from './remedy.js';

/** A remedy as it is told. `pod`: the one that was looked at. */
export function toldFix(scene: Scene, { remedy, proof }: Proven, pod: Pod): Fix {
  const { world, owner } = scene;
  const steps = remedySteps(remedy);
  const node = steps.find((step) => step.node !== undefined)?.node;
  const creates = steps.flatMap((step) => step.creates);
  const others = steps.flatMap((step) => step.others ?? []);
  const written = others.filter(({ object }) => isWritten(world, object));
  const live = others.filter((one) => !written.includes(one));
  const befalls = steps.flatMap((step) => step.befalls ?? []);
  const own = steps.flatMap((step, i) =>
    toldEdits(
      world,
      owner,
      step.edits.filter((edit) => !isMadeAnew(edit, steps.slice(i + 1))),
    ),
  );
  return {
    title: wholeOf(remedy).title,
    ...(node !== undefined && { node }),
    pods: Math.max(0, proof.end.ready - scene.end.ready),
    edits: [
      ...own,
      ...written.flatMap(({ object, edits }) =>
        toldEdits(world, object, edits).map((edit) => ({ ...edit, of: refOf(object) })),
      ),
    ],
    commands: [
      ...(proof.anew ? [deletion(owner)] : []),
      ...steps.flatMap((step) => step.removes ?? []).map(deletion),
      ...live.map(({ object, edits }) => patchCommand(object, edits)),
      ...steps.flatMap((step) => step.commands),
    ],
    ...(befalls.length > 0 && { befalls }),
    manifests: creates.filter(({ kind }) => kind !== 'Node').map((object) => writeYaml(asJson(object))),
    pod,
    world: creates,
    gone: goneIn(scene, proof),
    proof: toldProof(scene, proof),
  };
}

function isWritten({ manifests }: World, object: KubeObject): boolean {
  return manifests.some(({ given }) => idOf(given) === idOf(object));
}

function toldEdits(world: World, object: KubeObject, edits: readonly FieldEdit[]): Edit[] {
  const locate = locator(world, object);
  const given = world.manifests.find((one) => idOf(one.given) === idOf(object))?.given ?? object;
  return edits
    .filter((edit) => isToDo(asJson(given), edit))
    .map((edit) => {
      const yaml = yamlOf(edit);
      return {
        action: edit.action,
        path: edit.path,
        objectPath: edit.path,
        ...(yaml !== undefined && { yaml }),
        ...(locate && { location: locate(edit.path) }),
      };
    });
}

function deletion({ kind, metadata }: KubeObject): string {
  const { name = '', namespace } = metadata;
  return commandLine('kubectl', 'delete', kind.toLowerCase(), name, ...inNamespaceWords(namespace));
}

/** What changes an object that no file holds. */
function patchCommand(object: KubeObject, edits: readonly FieldEdit[]): string {
  const { name = '', namespace } = object.metadata;
  const patch = edits.map(({ action, path, value }): JsonValue => {
    const at = pointerText(path);
    if (action === 'remove') return { op: 'remove', path: at };
    return { op: 'add', path: action === 'add' ? `${at}/-` : at, value: value ?? null };
  });
  return commandLine(
    ...['kubectl', 'patch', object.kind.toLowerCase(), name, ...inNamespaceWords(namespace)],
    ...['--type=json', '-p', JSON.stringify(patch)],
  );
}

function toldProof(scene: Scene, proof: Proof): FixProof {
  const { ready, desired, complete } = proof.end;
  const rest = complete ? undefined : restOf(scene, proof);
  return {
    ready,
    desired,
    complete,
    ...(rest !== undefined && { rest }),
    harmed: proof.harmed,
    anew: proof.anew,
  };
}

/** What those wait for that are not ready then. */
function restOf({ world, scheduler }: Scene, { plan, owner, end }: Proof): string | undefined {
  const look = lookAt(world, plan.cluster, scheduler, owner);
  const live = look && plan.cluster.get('Pod', keyOf(look.pod));
  if (!look?.waits || !live) return end.reason?.split('\n')[0];
  const decision = scheduleOne(look.state, look.pod, scheduler);
  return decision.outcome === 'unschedulable' ? whyNot(decision, look.verdict) : end.reason;
}
