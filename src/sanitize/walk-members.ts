/** The members of an object: own enumerable properties in their order. */
import { callLazy, isLazy, isPlain } from '../record/arguments.js';
import { CLOSING, type JsonLine, PENDING } from '../record/encoder.js';
import { GETTER_THREW } from '../record/error.js';
import { programBeside } from './command-list.js';
import type { KeyDecision } from './key-table.js';
import { REDACTED, UNREADABLE } from './marks.js';
import { addNumber } from './number-text.js';
import { type Around, besideIn } from './pairs.js';
import type { Walk } from './walk.js';
import { judged } from './walk-judged.js';
import { cutShort, unseen } from './walk-rest.js';

/** Whether a name is left out. */
export type Skip = (name: string) => boolean;

/** Names that cost as much to pass by as one member to look at: an object of an old class inherits some dozens. */
const PASSED = 8;

/**
 * Adds the members of `object` to the line `given`, and gives the line. A getter is read once; `undefined` is left out,
 * as in JSON. Numbers, booleans, harmless texts, plain objects and texts to hide, which are most of what is logged, are
 * added to a JSON line here: a line that is a local variable costs half of one that is a property. All else goes through
 * the encoder.
 *
 * @param given the line, without what is {@link PENDING}
 * @param top whether the members are fields of the record
 * @param toJSON the value of the property of that name, which was read already unless these are fields of the record
 * @param ends what is to follow the members, by what is pending then; undefined: the end of their object, which stays
 *   pending
 */
export const addMembers = (() => {
  // Constants of this closure, which V8 writes into the code: it then knows that a name of `for in` is an own one.
  const hasOwn = Object.prototype.hasOwnProperty;
  const closing = CLOSING;
  const { first, next, text, textAndObject, object: endOfObject } = PENDING;

  /** The line with the end of the members. */
  function ended(json: JsonLine, out: string, pending: number, ends: readonly string[] | undefined): string {
    if (ends !== undefined) return out + ends[pending];
    json.pendingEnd = pending === text ? textAndObject : endOfObject;
    return pending > text ? out + closing[pending] : out;
  }

  return function addMembers(
    walk: Walk,
    given: string,
    pendingBefore: number,
    object: object,
    top: boolean,
    skip: Skip | undefined,
    toJSON: unknown,
    ends: readonly string[] | undefined,
  ): string {
    const { keys, cleaner, container, json, names } = walk;
    // Up to which length members are added here: none is, while their names have to be compared.
    let ample = names.isRenamed ? 0 : walk.ample;
    const { written } = names;
    const from = names.to;
    const { breadth } = walk.limits;
    let out = given;
    let pending = pendingBefore;
    let before = container;
    let seen = 0;
    let passed = 0;
    let isOurs = false;
    let around: Around | undefined;
    try {
      for (const name in object) {
        if (!hasOwn.call(object, name) || skip?.(name)) {
          passed += 1;
          continue;
        }
        const decision = top ? keys.next(before, name) : keys.inside(container, seen, name);
        before = decision;
        const isSimple = top ? decision.simpleField : decision.simple;
        const key = isSimple && seen < breadth && out.length < ample ? decision.key.json : undefined;
        if (key === undefined) {
          if (pending > next) {
            out += closing[pending];
            pending = next;
          }
          json.out = out;
          if (seen >= breadth || !walk.hasRoomFor(decision.key.bytes)) {
            isOurs = true;
            const rest = unseen(walk, object, skip, seen);
            out = cutShort(walk, out, pending === first, object, top, from, seen, rest);
            return ended(json, out, next, ends);
          }
        }
        written[from + seen] = decision;
        seen += 1;
        let value: unknown;
        try {
          const isRead = key === undefined && !top && name === 'toJSON';
          value = isRead ? toJSON : (object as Record<string, unknown>)[name];
        } catch {
          value = GETTER_THREW;
        }
        if (key !== undefined) {
          if (typeof value === 'string') {
            const isHidden = decision.sensitive && value !== '' && !decision.shows(value);
            if (isHidden || cleaner.isHarmless(value, decision)) {
              if (isHidden) walk.options.countKey();
              out += key.text[pending];
              out += isHidden ? REDACTED : value;
              pending = text;
              continue;
            }
          } else if (decision.sensitive) {
            // What a name says of a value that is no text depends on the name.
          } else if (typeof value === 'number' ? Number.isFinite(value) : typeof value === 'boolean') {
            out += key.plain[pending];
            if (typeof value === 'number') out = addNumber(out, value);
            else out += value === true ? 'true' : 'false';
            pending = next;
            continue;
          } else if (typeof value === 'object' && value !== null && walk.enterPlain(value)) {
            isOurs = true;
            out += key.object[pending];
            const used = names.enter();
            names.to = from + seen;
            walk.container = decision;
            out = addMembers(walk, out, first, value, false, undefined, undefined, undefined);
            names.leave(used);
            walk.ancestors.pop();
            ample = walk.ample;
            isOurs = false;
            pending = json.pendingEnd;
            continue;
          }
        }
        if (pending > next) {
          out += closing[pending];
          pending = next;
        }
        json.out = out;
        json.isFirst = pending === first;
        isOurs = true;
        names.from = from;
        names.to = from + seen;
        if (decision.asksBeside) around ??= aroundIn(walk, object, top);
        member(walk, decision, name, value, object, top, decision.asksBeside ? around : undefined);
        ample = names.isRenamed ? 0 : walk.ample;
        isOurs = false;
        out = json.out;
        pending = json.isFirst ? first : next;
      }
      names.to = from;
      if (passed >= PASSED) walk.leaveOut(Math.floor(passed / PASSED));
      return ended(json, out, pending, ends);
    } catch (error) {
      if (isOurs) throw error;
      // What is left is a proxy's traps, which throw between two members.
      out += closing[pending];
      out = cutShort(walk, out, pending === first, object, top, from, seen, { mark: UNREADABLE });
      return ended(json, out, next, ends);
    }
  };
})();

/** A member without a value costs less than one with a name to decide on. */
export const WITHOUT_VALUE = 0.5;

function member(
  walk: Walk,
  decision: KeyDecision,
  name: string,
  given: unknown,
  object: object,
  top: boolean,
  around: Around | undefined,
): void {
  let value = top ? fieldValue(decision, name, given, object) : given;
  if (value === undefined) return walk.leaveOut(WITHOUT_VALUE);
  const verdict = around === undefined ? decision.verdict : walk.keys.verdictBeside(decision, value, around);
  const isOnPath = top && decision.onPath;
  // Judged before it is copied: a copy does not say what the value was.
  if (isOnPath) value = walk.options.applyPaths(name, value, verdict);
  if (value === undefined) return walk.leaveOut(WITHOUT_VALUE);
  encodeKey(walk, decision, name, object, top);
  walk.container = decision;
  if (around !== undefined && decision.asksProgram) walk.program = programBeside(around.own);
  if (!isOnPath) judged(walk, verdict, value);
  else if (value === REDACTED) walk.encoder.text(REDACTED, false);
  else walk.copied(() => judged(walk, verdict, value));
  walk.program = '';
}

/** Only fields of the record are made when they are needed; what an instance can do (`close`) is no field. */
function fieldValue(decision: KeyDecision, name: string, value: unknown, object: object): unknown {
  const mayBeLazy =
    typeof value === 'function' && !decision.sensitive && name !== 'toJSON' && isPlain(object);
  return mayBeLazy && isLazy(value) ? callLazy(value) : value;
}

function aroundIn(walk: Walk, object: object, top: boolean): Around {
  return { own: besideIn(object), bound: top ? walk.names.besides(object).map(besideIn) : [] };
}

function encodeKey(walk: Walk, decision: KeyDecision, name: string, object: object, top: boolean): void {
  const { encoder, names, keys } = walk;
  const { key } = decision;
  walk.excess += key.excess;
  const isReserved = top && decision.reserved;
  if (isReserved && !decision.altered) {
    encoder.field(key, keys.literal(names.other(name)));
  } else if (isReserved) {
    encoder.key(keys.literal(names.other(decision.shown)));
  } else if (decision.altered || !names.keep(name)) {
    encoder.key(keys.literal(names.take(decision.shown, top ? undefined : object)));
  } else {
    encoder.key(key);
  }
}
