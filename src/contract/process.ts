import type { FaultData } from './fault.ts';

/*
 * What the main process and an engine process say to each other; the calls themselves pass by as unread messages.
 *
 * A window reaches the engine over a numbered channel. Where processes can be handed a MessagePort, `connect` brings one
 * and `to`, `from` and `disconnect` are not used; where they cannot, main passes every message on.
 */

export type ToEngine =
  | { readonly connect: number }
  | { readonly disconnect: number }
  | { readonly to: number; readonly message: unknown }
  /** Finish, close the library, and leave with code 0. */
  | { readonly leave: true };

export type FromEngine =
  | { readonly opened: true }
  /** The library cannot be opened. The engine leaves with code 0 by itself: this is no crash. */
  | { readonly opened: false; readonly fault: FaultData }
  | { readonly from: number; readonly message: unknown };
