/** Under this name the event store is injected: it is a port, and no class of its own. */
export const EVENT_STORE = Symbol('event store');
