export * from './activity.js';
export * from './activity-list.js';
export * from './activity-log.js';
export * from './read-activity.js';
