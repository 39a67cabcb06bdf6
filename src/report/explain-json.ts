/** `kubeplan explain --format json`: the format `kubeplan.explain/1`. */

import type { Finding, Location } from '../api/finding.js';
import { fieldPath } from '../api/json.js';
import type { Chain, ChainLink } from '../explain/chains/chain.js';
import type { Explanation, Fix, NodeReport, PoolAnswer } from '../explain/explanation.js';
import type { Refusal } from '../explain/left-out.js';
import type { Need } from '../explain/need.js';
import { jsonText } from './inert.js';

const EXPLAIN_FORMAT = 'kubeplan.explain/1';

function place(location: Location | undefined) {
  return location && { file: location.file, line: location.start.line, column: location.start.column };
}

export interface Explained {
  chains: readonly Chain[];
  explanations: readonly Explanation[];
  /** What of the manifests would not be taken. */
  refused: readonly Refusal[];
  /** What was wrong with the texts. */
  unread: readonly Finding[];
  /** How many nodes of pools all need together that wait. */
  need?: Need;
}

/** All explanations as one JSON document, ending with a line end. Amounts: cpu in milli-cores, others in whole units. */
export function explainJson({ chains, explanations, refused, unread, need }: Explained): string {
  const document = {
    format: EXPLAIN_FORMAT,
    explanations: explanations.map(explanationJson),
    ...(chains.length > 0 && { chains: chains.map(chainJson) }),
    refused: refused.map(({ object, document, message, pods, by, event, end, fixes, untried }) => ({
      object,
      ...(document && { at: place(document.locate([])) }),
      message,
      ...(event !== undefined && { event }),
      ...(end && { end }),
      ...(pods && { pods: pods.map(({ field, at }) => ({ field, ...(at && { at: place(at) }) })) }),
      ...(by && { by: { ...by, ...(by.at && { at: place(by.at) }) } }),
      ...(fixes && { fixes: fixes.map(fixJson) }),
      ...(untried && { untried }),
    })),
    ...(need && { need }),
    unread: unread.map(({ rule, location, message }) => ({ rule, at: place(location), message })),
  };
  return jsonText(document);
}

function chainJson({ object, location, answer, well, links }: Chain) {
  return { object, ...(location && { at: place(location) }), answer, well, links: links.map(linkJson) };
}

interface LinkJson extends Omit<ChainLink, 'location' | 'links'> {
  at?: ReturnType<typeof place>;
  links?: LinkJson[];
}

function linkJson({ location, links, ...link }: ChainLink): LinkJson {
  return { ...link, ...(location && { at: place(location) }), ...(links && { links: links.map(linkJson) }) };
}

function explanationJson(explanation: Explanation) {
  const {
    object,
    location,
    answer,
    pod,
    placedOn,
    supposed,
    requests,
    decision,
    everywhere,
    nodes,
    fixes,
    winner,
    replicas,
    end,
    causes,
  } = explanation;
  const { outcome, node, reason, message, ties, equals, nominatedNode, victims, volumes } = decision;
  return {
    object,
    at: place(location),
    answer,
    pod,
    placedOn,
    supposed,
    requests,
    outcome,
    node,
    reason,
    message,
    ties,
    equals,
    nominatedNode,
    victims: victims?.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`),
    volumes,
    everywhere,
    nodes: nodes.map(nodeJson),
    winner,
    fixes: fixes.map(fixJson),
    ...(explanation.pools && { pools: explanation.pools.map(poolJson) }),
    ...(explanation.untried && { untried: true }),
    replicas,
    ...(end && { end }),
    ...(causes && {
      causes: causes.map(({ text, location: at }) => ({ text, ...(at && { at: place(at) }) })),
    }),
  };
}

function poolJson({ location, places, amiss, ...pool }: PoolAnswer) {
  return {
    ...pool,
    ...(amiss && { amiss: amiss.map(({ text, location: at }) => ({ text, ...(at && { at: place(at) }) })) }),
    ...(location && { at: place(location) }),
    places: places.map(({ of, location: at }) => ({ of, at: place(at) })),
  };
}

function nodeJson({ node, fits, verdict, refusals, resources, allocation, score }: NodeReport) {
  return {
    node,
    fits,
    verdict,
    refusals,
    resources,
    allocation,
    ...(score && { score: { total: score.total, plugins: score.plugins } }),
  };
}

function fixJson(fix: Fix) {
  const { title, node, pods, edits, commands, befalls, manifests, world, gone, proof } = fix;
  return {
    title,
    node,
    pods,
    edits: edits.map(({ action, objectPath, yaml, location, of }) => ({
      ...(of && { of }),
      action,
      path: fieldPath(objectPath),
      yaml,
      at: place(location),
    })),
    commands,
    ...(befalls && { befalls }),
    manifests,
    // Running pods that ask for less follow from the commands.
    objects: world.filter(({ kind }) => kind !== 'Pod'),
    ...(gone.length > 0 && {
      gone: gone.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`),
    }),
    ...(proof && { proof }),
  };
}
