// The SQLite binding needs Node-API 10; on an older Node the worker dies with a segmentation fault and no message.
if (Number(process.versions.napi) < 10) {
  throw new Error(`Tests need Node 24 (this is ${process.version}). Run them through "npm run unit" or "npm test".`);
}
