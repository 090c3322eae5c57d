export * from './sample-log.js';
export * from './tile-store.contract.js';
export * from './sample-bundle.js';
export * from './bent-bundles.js';
export * from './bent-records.js';
export * from './raw-zip.js';
export * from './tampering.js';
export * from './drills.js';
