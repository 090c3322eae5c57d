export * from './manifest.js';
export * from './node-version.js';
export * from './open-files.js';
