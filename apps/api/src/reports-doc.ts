import 'reflect-metadata';
import { LISTS, REPORTS, reportsDoc } from '#reports';

process.stdout.write(reportsDoc(REPORTS, LISTS));
