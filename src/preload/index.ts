import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { DesktopBridge, EngineHandover, Outcome } from '../contract/desktop.ts';

const handover: EngineHandover = { kind: 'jianbao-engine' };
ipcRenderer.on('engine-port', (event) => {
  window.postMessage(handover, window.location.origin, event.ports);
});

const bridge: DesktopBridge = {
  desktop: (method, input) => ipcRenderer.invoke('desktop', method, input) as Promise<Outcome<unknown>>,
  on(listener) {
    const hear = (_: unknown, event: string, data: unknown): void => listener(event, data);
    ipcRenderer.on('desktop-event', hear);
    return () => { ipcRenderer.off('desktop-event', hear); };
  },
  pathForFile: (file) => webUtils.getPathForFile(file),
};
contextBridge.exposeInMainWorld('jianbao', bridge);
