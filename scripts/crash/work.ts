// The process that is killed: `node work.ts KIND FOLDER DELIVERY`. It tells on stdout when the work begins (B), after
// every committed step (.), and when all is done (E).
import { writeSync } from 'node:fs';
import { openLibrary } from './engine.ts';
import { KINDS, placeOf } from './kinds.ts';

const [name, folder = '', delivery = ''] = process.argv.slice(2);
const kind = KINDS.find((one) => one.name === name);
if (kind === undefined) throw new Error(`There is no kind ${name}`);

// Subtle: written in place, since what is still in a stream's buffer dies with the process although it was done.
const tell = (sign: string): void => { writeSync(1, sign); };

const place = placeOf(folder, delivery);
const late = kind.name !== 'migration';
if (!late) tell('B');
const engine = openLibrary(place.library, kind.creates === true ? 'create' : 'open');
if (late) tell('B');
await kind.work(engine, place, () => tell('.'));
engine.close();
tell('E');
