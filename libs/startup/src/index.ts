export * from './manifest.js';
export * from './node-version.js';
