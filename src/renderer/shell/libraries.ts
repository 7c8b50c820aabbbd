import { ref } from 'vue';
import { notifyFault } from './faults.ts';
import { useDesktop } from './desktop.ts';
import { go } from './route.ts';

const openingRef = ref(false);

/** True while a library is being opened. */
export const opening = openingRef;

async function open(path: string, create: boolean): Promise<boolean> {
  openingRef.value = true;
  try {
    await useDesktop().openLibrary({ path, create });
    go('records');
    return true;
  } catch (thrown) {
    notifyFault(thrown);
    return false;
  } finally {
    openingRef.value = false;
  }
}

/** Open a library by its path; a failure is shown as a sentence. */
export function openLibrary(path: string): Promise<boolean> {
  return open(path, false);
}

/** Let the user choose a library and open it. */
export async function openOtherLibrary(): Promise<boolean> {
  try {
    const { path } = await useDesktop().chooseLibrary({});
    return path !== null && await open(path, false);
  } catch (thrown) {
    notifyFault(thrown);
    return false;
  }
}

/** Let the user name a new library and open it. */
export async function openNewLibrary(name?: string): Promise<boolean> {
  try {
    const { path } = await useDesktop().chooseNewLibrary({ name });
    return path !== null && await open(path, true);
  } catch (thrown) {
    notifyFault(thrown);
    return false;
  }
}
