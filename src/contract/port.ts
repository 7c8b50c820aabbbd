/**
 * One end of a two-way channel for cloneable messages. The RPC knows nothing else of the processes it joins:
 * a MessagePort, Electron's utility process and a Node child process all look like this to it.
 */
export interface Port {
  /** Throws when the message cannot be cloned; a message to a closed port is lost without a word. */
  post(message: unknown): void;
  /** To be called once. `onClose` comes at most once, when the other end has gone or `close` was called here. */
  listen(onMessage: (message: unknown) => void, onClose?: () => void): void;
  close(): void;
}

/** What a Port needs of a web MessagePort. The window has one; so have Node's worker threads. */
export interface WebMessagePort {
  postMessage(message: unknown): void;
  addEventListener(type: 'message' | 'messageerror' | 'close', listener: (event: { readonly data?: unknown }) => void): void;
  start(): void;
  close(): void;
}

/** A Port over a web MessagePort. */
export function overMessagePort(messagePort: WebMessagePort): Port {
  let closed = false;
  let told: (() => void) | undefined;
  const leave = (): void => {
    if (closed) return;
    closed = true;
    told?.();
  };
  return {
    post(message) {
      if (!closed) messagePort.postMessage(message);
    },
    listen(onMessage, onClose) {
      told = onClose;
      messagePort.addEventListener('message', (event) => onMessage(event.data));
      messagePort.addEventListener('close', leave);
      messagePort.start();
    },
    close() {
      messagePort.close();
      leave();
    },
  };
}
