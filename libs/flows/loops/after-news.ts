/**
 * Calls back once what has come by now has been read and looked at. The event loop goes on with timers that are due: after a process stood
 * still, for a long collection or because its machine did, they would decide without the events that wait in its sockets. Those are
 * read before the first callback, and looked at, a burst at a time, before the second.
 */
export function afterNews(then: () => void): void {
  setImmediate(() => setImmediate(then));
}
