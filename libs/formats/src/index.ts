export * from './csv.js';
export * from './formats.js';
export * from './json.js';
export * from './labels/labels.js';
export * from './labels/language.js';
export * from './manifest.js';
export * from './table.js';
export * from './xlsx/xlsx.js';
