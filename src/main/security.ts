import { app, session } from 'electron';
import type { WebFrameMain } from 'electron';

/** The page may show itself and nothing else: no other address, no window, no frame, no permission. */
export function confinePages(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    // Reloading the same address stays possible: the development server does it.
    contents.on('will-navigate', (event) => {
      if (withoutHash(event.url) !== withoutHash(contents.getURL())) event.preventDefault();
    });
    contents.on('will-frame-navigate', (event) => {
      if (!event.isMainFrame) event.preventDefault();
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
}

/** To be called when Electron is ready. */
export function refusePermissions(): void {
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.defaultSession.setPermissionCheckHandler(() => false);
  session.defaultSession.setDevicePermissionHandler(() => false);
}

/** Whether a message comes from our own page at the top of its window. A frame that is already gone is not. */
export function isOurPage(frame: WebFrameMain | null, origin: string): boolean {
  return frame !== null && frame.parent === null && frame.url.startsWith(`${origin}/`);
}

const withoutHash = (url: string): string => url.split('#', 1)[0] ?? '';
