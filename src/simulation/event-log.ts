/** What was said about objects: the events that reach the API server. */
import type { EventRecord } from '../controllers/controller.js';
import { EventFilter } from './event-filter.js';

export type SaidEvent = EventRecord & { source: string };

export class EventLog {
  readonly events: SaidEvent[] = [];
  private readonly filters = new Map<string, EventFilter>();

  /** An event of a recorder that combines similar ones and drops those that come too often. */
  record(event: EventRecord, source: string): void {
    const filter = this.filters.get(source) ?? new EventFilter();
    this.filters.set(source, filter);
    const message = filter.pass(event.object, event.type, event.reason, event.message, event.at);
    if (message !== undefined) this.events.push({ ...event, message, source });
  }

  /** An event of a recorder of events.k8s.io, which keeps them all (client-go/tools/events): the scheduler has one. */
  keep(event: EventRecord, source: string): void {
    this.events.push({ ...event, source });
  }
}
