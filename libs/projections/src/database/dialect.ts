/**
 * The SQL database that read models are kept in. What is particular to it is in one folder and comes from here: another
 * database would be a folder like that one, and named here.
 */
export { BulkTransaction } from './sqlite/bulk-writing.js';
export { isDamage, lacksTables, openBuilder, openReader, openWriter, type Connection } from './sqlite/connection.js';
export { greatest, jsonList, jsonValue, oneOf } from './sqlite/expressions.js';
export { GenerationPair, type RowPair, type Value } from './sqlite/generation-pair.js';
export { Generations } from './sqlite/generations.js';
export { portions } from './sqlite/portions.js';
export { countRows, finishTables, makeTables } from './sqlite/table-making.js';
