/** Which of the controllers' events reach the API server (k8s.io/client-go/tools/record/events_cache.go). */
import type { KubeObject } from '../api/objects.js';

/** So many different messages for one reason are told apart; further ones are told as one. */
const MAX_SIMILAR = 10;
const SIMILAR_MS = 600_000;
const COMBINED = '(combined from similar events): ';
/** Events about one object: so many at once, then one in five minutes. */
const BURST = 25;
const REFILL_MS = 300_000;

interface Similar {
  messages: Set<string>;
  last: number;
}

interface Bucket {
  tokens: number;
  since: number;
}

/** Each source of events has its own filter. */
export class EventFilter {
  private readonly similar = new Map<string, Similar>();
  private readonly buckets = new Map<string, Bucket>();

  /** The message that is written, undefined for an event that is dropped. */
  pass(object: KubeObject, type: string, reason: string, message: string, at: number): string | undefined {
    const { namespace = '', name = '', uid = '' } = object.metadata;
    const about = `${object.kind} ${namespace}/${name} ${uid}`;
    const told = this.aggregated(`${about} ${type} ${reason}`, message, at);
    return this.hasToken(about, at) ? told : undefined;
  }

  private aggregated(key: string, message: string, at: number): string {
    let record = this.similar.get(key);
    if (!record || at - record.last > SIMILAR_MS) record = { messages: new Set(), last: at };
    record.messages.add(message);
    record.last = at;
    this.similar.set(key, record);
    if (record.messages.size < MAX_SIMILAR) return message;
    const [first] = record.messages;
    record.messages.delete(first!);
    return COMBINED + message;
  }

  private hasToken(about: string, at: number): boolean {
    const bucket = this.buckets.get(about) ?? { tokens: BURST, since: at };
    bucket.tokens = Math.min(BURST, bucket.tokens + (at - bucket.since) / REFILL_MS);
    bucket.since = at;
    this.buckets.set(about, bucket);
    if (bucket.tokens < 1) return false;
    bucket.tokens--;
    return true;
  }
}
