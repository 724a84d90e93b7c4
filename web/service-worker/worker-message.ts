/** What the page says to a service worker that waits: it may serve the page from now on. */
export type WorkerMessage = 'take-over'
