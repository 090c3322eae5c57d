/** Under this name the event store is injected: it is a port, and no class of its own. */
export const EVENT_STORE = Symbol('event store');

/** Under this name it is injected how CloudEvents name this installation. */
export const EVENT_SOURCE = Symbol('event source');
