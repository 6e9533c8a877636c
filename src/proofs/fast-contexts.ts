import ContextResolver from 'jsonld/lib/ContextResolver.js';
import contextProcessing, {
  type ActiveContext,
  type ContextCall,
  type ContextOptions,
} from 'jsonld/lib/context.js';
import type { JsonValue } from '../formats/strict-json.ts';
import { PINNED_CONTEXTS } from './contexts.ts';

// jsonld copies the whole active context, deeply, at every typed node, and so never recognises one
// that it has processed before: nine tenths of the time to canonicalise a badge. With the loader
// below, and with no other, what was once derived from pinned contexts is remembered, and copies are
// shallow. Sound because every input is frozen and told apart by identity, and because jsonld changes
// nothing in an active context but what it has just cloned.
//
// Must be evaluated before jsonld, which takes references to these functions when it loads; so
// whoever wants the speed imports nothing that imports jsonld, except by `import()` afterwards.
// Evaluated too late this changes nothing, not even the speed.
// https://github.com/digitalbazaar/jsonld.js/issues/414

/** A full badge needs ten; each holds references to some 200 terms, about 20 kB. */
const MAX_REMEMBERED = 400;

type Derived = Map<string, ActiveContext>;

const stock = { ...contextProcessing };

/** What was derived from an active context, by `keyOf`. Only contexts in here are ever a parent. */
let derivations = new WeakMap<ActiveContext, Derived>();
let remembered = 0;
let initialContext: ActiveContext | undefined;

const copies = new WeakMap<ActiveContext, ActiveContext>();

/** A number for each context object that a pinned context holds, scoped to a type or a property. */
const scopedContexts = new Map<object, number>();
for (const context of PINNED_CONTEXTS.values()) numberScopedContexts(context);

/**
 * The document loader that knows only the pinned contexts. jsonld called with it is fast; jsonld
 * called with any other loader behaves as published.
 */
export async function loadPinnedContext(url: string) {
  const document = PINNED_CONTEXTS.get(url);
  if (document === undefined) throw new Error('The context is not pinned.');
  return { contextUrl: null, documentUrl: url, document };
}

/** A memory of contexts, shared with no other document. */
export function newContextResolver(): object {
  return new ContextResolver({ sharedCache: new Map() });
}

/** How many processed contexts are kept now, at most 400. */
export function countRememberedContexts(): number {
  return remembered;
}

/** The context that every document begins with; `undefined` before the first, and after forgetting. */
export function startingContext(): ActiveContext | undefined {
  return initialContext;
}

/**
 * What jsonld itself made of these pinned contexts, without refusing or warning; `undefined` when it
 * has not been asked yet, which says nothing about them.
 */
export function rememberedContext(call: Omit<ContextCall, 'options'>): ActiveContext | undefined {
  const key = keyOf(call);
  return key === undefined ? undefined : derivations.get(call.activeCtx)?.get(key);
}

contextProcessing.getInitialContext = (options) => {
  if (!isOurs(options)) return stock.getInitialContext(options);
  initialContext ??= tame({ ...stock.getInitialContext(options) });
  return initialContext;
};

contextProcessing.process = async (call) => {
  if (!isOurs(call.options)) return stock.process(call);
  const key = keyOf(call);
  const derived = derivations.get(call.activeCtx);
  if (key === undefined || derived === undefined) return stock.process(call);
  return derived.get(key) ?? remember(derived, key, call);
};

function isOurs(options: ContextOptions): boolean {
  return options.documentLoader === loadPinnedContext && options.processingMode === undefined;
}

async function remember(derived: Derived, key: string, call: ContextCall): Promise<ActiveContext> {
  let isSilent = true;
  const listener = ({ next }: { next: () => void }) => {
    isSilent = false;
    next();
  };
  const options = {
    ...call.options,
    eventHandler: [listener, ...(call.options.eventHandler ?? [])],
    // jsonld's own cache of processed contexts does not ask whether protected terms may be
    // overridden: with contexts that live on, a refusal could turn into a hit.
    contextResolver: newContextResolver(),
  };
  const context = await stock.process({ ...call, options });
  // An event must reach the handlers each time, so what caused one is processed each time.
  if (!isSilent) return context;
  if (remembered >= MAX_REMEMBERED) forgetAll();
  remembered += 1;
  derived.set(key, context);
  if (!derivations.has(context)) derivations.set(context, new Map());
  return context;
}

/** Calls under way finish with the contexts they hold, unremembered from then on. */
function forgetAll(): void {
  derivations = new WeakMap();
  remembered = 0;
  initialContext = undefined;
}

/** `undefined` when the context is not pinned. */
function keyOf({
  localCtx,
  propagate,
  overrideProtected,
}: Omit<ContextCall, 'options'>): string | undefined {
  const name = nameOf(localCtx);
  return name && `${propagate !== false} ${overrideProtected === true} ${name}`;
}

function nameOf(context: unknown): string | undefined {
  if (context === null) return 'null';
  if (typeof context === 'string') return PINNED_CONTEXTS.has(context) ? context : undefined;
  if (!Array.isArray(context)) return scopedContexts.get(context as object)?.toString();
  const names = context.map((each) => (typeof each === 'string' ? nameOf(each) : undefined));
  return names.includes(undefined) ? undefined : names.join(' ');
}

/** Gives a context, and all that will be cloned from it, the cheap methods. */
function tame(context: ActiveContext): ActiveContext {
  context.clone = cloneShallow;
  context.revertToPreviousContext = revertToSameContext;
  derivations.set(context, new Map());
  return context;
}

/** Copies what the published method copies and leaves out what it leaves out. */
function cloneShallow(this: ActiveContext): ActiveContext {
  const { getInverse, clone, revertToPreviousContext } = this;
  const copy: ActiveContext = {
    mappings: new Map(this.mappings),
    clone,
    inverse: null,
    getInverse,
    protected: { ...this.protected },
    revertToPreviousContext,
  };
  if (this.previousContext) copy.previousContext = copyOnce(this.previousContext);
  for (const keyword of ['@base', '@language', '@vocab'] as const) {
    if (keyword in this) copy[keyword] = this[keyword];
  }
  return copy;
}

function revertToSameContext(this: ActiveContext): ActiveContext {
  return this.previousContext ? copyOnce(this.previousContext) : this;
}

/**
 * The published methods give a new copy each time; nobody changes it, so one copy serves, and is its
 * own copy. A copy of a remembered context may be a parent too.
 */
function copyOnce(context: ActiveContext): ActiveContext {
  const known = copies.get(context);
  if (known) return known;
  const copy = context.clone();
  copies.set(context, copy);
  copies.set(copy, copy);
  if (derivations.has(context)) derivations.set(copy, new Map());
  return copy;
}

function numberScopedContexts(value: JsonValue): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    if (name === '@context' && typeof member === 'object' && member !== null) {
      scopedContexts.set(member, scopedContexts.size);
    }
    numberScopedContexts(member);
  }
}
