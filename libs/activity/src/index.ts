export * from './activity.js';
export { ACTIVITY_FILE } from './activity-file.js';
export * from './activity-list.js';
export * from './activity-log.js';
export * from './read-activity.js';
