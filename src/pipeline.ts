/** The way of a record: sanitizer, formatter, transports. What a stage does wrong stays in that stage. */

import * as types from 'node:util/types';
import type { Failure, Stage } from './diagnostics.js';
import { FloodControl, type FloodSettings } from './flood/flood-control.js';
import type { Notice } from './flood/notice.js';
import { emptyTally, type Tally } from './flood/tally.js';
import { tee } from './format/tee.js';
import { lineage, longestOf } from './levels.js';
import type { Bindings } from './record/bindings.js';
import type { CallSite, CleanText, Encoder, Head } from './record/encoder.js';
import { LEVELS, type Level } from './record/level.js';
import { type LogRecord, NO_ARGUMENTS, NO_ERROR } from './record/record.js';
import type { RawSite } from './record/site.js';
import type { Pass } from './sanitize/pass.js';
import type { Sanitizer } from './sanitize/sanitizer.js';
import type { SyslogTransport } from './transport/syslog/stats.js';
import type { BuiltinTransport, Transport, Urgency } from './transport/transport.js';

/** A transport with what it asks for. */
export interface Route {
  readonly transport: Transport;
  /** Records below it are not written here. */
  readonly threshold: number;
  /** Which of {@link PipelineParts.formats}. */
  readonly format: number;
}

/** What is set for one logger and those below it, besides its level. */
export interface LoggerRoutes {
  /** Names of transports; undefined: none of its own. */
  readonly transports: readonly string[] | undefined;
  /** Whether records go on to the transports of the loggers above. */
  readonly propagate: boolean;
}

/** Makes an encoder that keeps its texts under `slot`. Called again where a record is logged within another. */
export type EncoderFactory = (slot: number) => Encoder;

export interface PipelineParts {
  readonly sanitizer: Sanitizer;
  readonly formats: readonly EncoderFactory[];
  readonly routes: readonly Route[];
  readonly loggers: ReadonlyMap<string, LoggerRoutes>;
  /** Undefined: nothing is left out. */
  readonly flood: FloodSettings | undefined;
  readonly onFailure: (failure: Failure) => void;
}

export interface TransportStats {
  lines: number;
  bytes: number;
  failures: number;
}

/** One route of a plan. */
interface Delivery {
  readonly transport: Transport;
  /** The same transport, where it is one of ours. */
  readonly builtin: BuiltinTransport | undefined;
  readonly urgency: Urgency;
  /** Which of the encoder's lines it takes. */
  readonly line: number;
  readonly stats: TransportStats;
}

/** What a logger's records of one level go through. */
interface Plan {
  readonly id: number;
  readonly deliveries: readonly Delivery[];
  readonly makePass: () => Pass;
  /** The pass that is not in use; undefined while a record is under way. */
  idle: Pass | undefined;
}

/** A logger's place in one pipeline. By level: index is the level's number divided by ten. */
export class Outlet {
  readonly heads: Array<Head | undefined> = [];
  readonly plans: Array<Plan | undefined> = [];

  constructor(
    readonly name: string,
    readonly routes: readonly Route[],
  ) {}
}

const UNPRINTABLE = '[record could not be encoded]' as CleanText;

export class Pipeline {
  private readonly stats: ReadonlyMap<Transport, TransportStats>;
  private readonly plans = new Map<string, Plan>();
  private readonly flood: FloodControl | undefined;
  /** Records left out, by reason. */
  readonly suppressed: Tally = emptyTally();

  constructor(private readonly parts: PipelineParts) {
    this.stats = new Map(
      parts.routes.map(({ transport }) => [transport, { lines: 0, bytes: 0, failures: 0 }]),
    );
    if (parts.flood !== undefined) {
      this.flood = new FloodControl(parts.flood, this.suppressed, (notice) => this.tell(notice));
    }
  }

  get transports(): readonly Transport[] {
    return [...this.stats.keys()];
  }

  statsOf(transport: Transport): TransportStats {
    return this.stats.get(transport) as TransportStats;
  }

  /** The routes of a logger: its own, then those above it as far as records propagate; each transport once. */
  outlet(name: string): Outlet {
    const { routes, loggers } = this.parts;
    const chosen = new Set<Route>();
    for (const ancestor of [...lineage(name, longestOf(loggers)), '']) {
      const settings = loggers.get(ancestor);
      const names = settings?.transports ?? (ancestor === '' ? undefined : []);
      for (const route of routes) {
        if (names === undefined || names.includes(route.transport.name)) chosen.add(route);
      }
      if (settings !== undefined && !settings.propagate) break;
    }
    return new Outlet(name, [...chosen]);
  }

  /** How many records like this one were left out since the last that was not, or `LEFT_OUT`. */
  judge(outlet: Outlet, record: LogRecord): number {
    if (this.flood === undefined || this.planOf(outlet, record.level).deliveries.length === 0) return 0;
    return this.flood.judge(outlet.name, record);
  }

  /** Writes one record. It does not throw: not for the record, and not for a transport. */
  emit(
    outlet: Outlet,
    record: LogRecord,
    context: Bindings | undefined,
    bound: Bindings | undefined,
    site: () => RawSite | undefined,
  ): void {
    const { level } = record;
    const index = (level / 10) | 0;
    const plan = this.planOf(outlet, level);
    if (plan.deliveries.length === 0) return;
    const head = (outlet.heads[index] ??= this.parts.sanitizer.head(level, outlet.name));
    const pass = plan.idle ?? plan.makePass();
    plan.idle = undefined;
    try {
      const where = pass.encoder.wantsSite ? this.cleanSite(site()) : undefined;
      pass.encode(record, head, context, bound, plan.id, where);
    } catch (error) {
      this.fail('sanitize', undefined, error);
      pass.encodeFailure(record, head, UNPRINTABLE);
    }
    this.deliver(plan, pass);
    plan.idle = pass;
  }

  /** Writes what the flood control has to say, at the place of the logger that it is about. */
  private tell({ logger, time, level, message, fields }: Notice): void {
    const record = { time, level, message, args: NO_ARGUMENTS, fields, error: NO_ERROR };
    this.emit(this.outlet(logger), record, undefined, undefined, () => undefined);
  }

  /** Writes what is held back about repeated records. */
  settle(): void {
    this.flood?.settle();
  }

  /** The same, and what was left out besides. For the end: no timer and no listener stays. */
  close(): void {
    this.flood?.close();
  }

  private deliver(plan: Plan, pass: Pass): void {
    const { deliveries } = plan;
    const { lines } = pass.encoder;
    for (let at = 0; at < deliveries.length; at += 1) {
      const { transport, builtin, urgency, line, stats } = deliveries[at] as Delivery;
      try {
        const text = lines[line] as string;
        if (builtin !== undefined) builtin.write(text, urgency);
        else this.watch(transport.write(text), transport, stats);
        stats.lines += 1;
        stats.bytes += pass.bytes(line);
      } catch (error) {
        stats.failures += 1;
        this.fail('write', transport.name, error);
      }
    }
  }

  /** A `write` that is asynchronous against the contract: its rejection must not end the process. */
  private watch(result: unknown, transport: Transport, stats: TransportStats): void {
    if (result === undefined || !types.isPromise(result)) return;
    Promise.prototype.then.call(result, undefined, (error: unknown) => {
      stats.failures += 1;
      this.fail('write', transport.name, error);
    });
  }

  private planOf(outlet: Outlet, level: Level): Plan {
    return (outlet.plans[(level / 10) | 0] ??= this.plan(outlet, level));
  }

  private plan(outlet: Outlet, level: Level): Plan {
    const routes = outlet.routes.filter(({ threshold }) => threshold <= level);
    const slots = [...new Set(routes.map(({ format }) => format))];
    const urgency: Urgency = level >= LEVELS.ERROR ? 2 : level >= LEVELS.WARNING ? 1 : 0;
    const key = [urgency, ...routes.map((route) => this.parts.routes.indexOf(route))].join();
    const known = this.plans.get(key);
    if (known !== undefined) return known;
    const makePass = (): Pass =>
      this.parts.sanitizer.pass(tee(slots.map((slot) => (this.parts.formats[slot] as EncoderFactory)(slot))));
    const plan: Plan = {
      id: this.plans.size,
      deliveries: routes.map(({ transport, format }) => ({
        transport,
        builtin: isBuiltin(transport) ? transport : undefined,
        urgency,
        line: slots.indexOf(format),
        stats: this.statsOf(transport),
      })),
      makePass,
      idle: undefined,
    };
    this.plans.set(key, plan);
    return plan;
  }

  private cleanSite(site: RawSite | undefined): CallSite | undefined {
    if (site === undefined) return undefined;
    const { sanitizer } = this.parts;
    return { module: sanitizer.text(site.module), function: sanitizer.text(site.function), line: site.line };
  }

  fail(stage: Stage, transport: string | undefined, error: unknown): void {
    this.parts.onFailure({ stage, transport, error });
  }
}

/** Whether a transport is one of ours, with figures of its own. */
export function isBuiltin(transport: Transport): transport is BuiltinTransport {
  return typeof (transport as Partial<BuiltinTransport>).health === 'function';
}

/** The transport of the `syslog` option, among those of a set-up. */
export function isSyslog(transport: Transport): transport is SyslogTransport {
  return transport.name === 'syslog' && isBuiltin(transport) && 'stats' in transport;
}
