/** Fields that follow an asynchronous flow: whatever is logged inside `withContext` carries them. */
import type { AsyncLocalStorage } from 'node:async_hooks';
import { Bindings } from './record/bindings.js';
import type { Fields } from './record/record.js';

/** Loaded at first use: the import of this package must not pay for what few processes need. */
const hooks = () => process.getBuiltinModule('node:async_hooks');
const crypto = () => process.getBuiltinModule('node:crypto');

/** The field that carries a correlation id, as the Python sibling calls it. */
export const CORRELATION_FIELD = 'correlation_id';

/** What is taken over from outside: the characters of UUIDs, ULIDs and trace ids, at most 128 of them. */
const INBOUND = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/;

/** The storage is made at first use, so that a process which never asks for a context does not pay for one. */
export class Contexts {
  private storage: AsyncLocalStorage<Bindings> | undefined;

  current(): Bindings | undefined {
    return this.storage?.getStore();
  }

  run<T>(fields: object, work: () => T): T {
    this.storage ??= new (hooks().AsyncLocalStorage)();
    return this.storage.run(new Bindings(this.storage.getStore(), fields), work);
  }
}

/** A new id: `cid-` and twelve hex digits. */
export function newCorrelationId(): string {
  return `cid-${crypto().randomBytes(6).toString('hex')}`;
}

/** `id` where it is fit to be written into every line and handed on, else a new one. */
export function acceptCorrelationId(id: unknown): string {
  return typeof id === 'string' && INBOUND.test(id) ? id : newCorrelationId();
}

/** The id of a context, when it has one. */
export function correlationOf(context: Bindings | undefined): string | undefined {
  const id = (context?.values as Fields | undefined)?.[CORRELATION_FIELD];
  return typeof id === 'string' ? id : undefined;
}
