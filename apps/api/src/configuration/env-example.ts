import { envExample } from './settings.js';

process.stdout.write(envExample());
